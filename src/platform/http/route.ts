// What a module declares about its addresses. The pipeline (server.ts) does the rest: language, person, permission,
// token, transaction, page, errors.
import type { VNode } from "preact";
import type { z } from "zod";
import type { Database, ReadDb, WriteTx } from "../db/db.ts";
import type { Locale } from "../i18n/i18n.ts";
import type { Recall } from "../memory/recall.ts";
import type { MailMessage } from "../module.ts";
import type { FormState } from "./form.ts";

/** What the composition adds to every request; each core module declares its own part by declaration merging. */
export interface RequestExtras {
  signedIn: boolean;
  demo: boolean;
  /** Addresses of the pages that exist, as they are declared: menus and indexes offer no other. */
  paths: ReadonlySet<string>;
  /** Whether the program runs its own database, which is for trying and for small towns. */
  builtInDatabase: boolean;
  sendMail: (message: MailMessage) => Promise<void>;
  /** A transaction of its own, for the few commands that commit in a batch. */
  write: Database["write"];
}

/** The phone or computer in front of us, known by 128 random bits in a cookie and nothing else. */
export interface Browser {
  /** Its bits; asking for them of a browser that has none gives it some, and sends the cookie. */
  bits(): Buffer;
  /** Its bits if it already has a cookie. */
  known(): Buffer | undefined;
}

export interface Context extends RequestExtras {
  db: ReadDb;
  /** Answers from memory on pages that are kept for visitors, whose tags and life follow; everywhere else it reads. */
  recall: Recall;
  /** The instant of this request; everything in it happens then. */
  now: Date;
  locale: Locale;
  /** Path without language prefix. */
  path: string;
  /** Path and query, as asked, without language prefix. */
  target: string;
  publicUrl: string;
  browser: Browser;
  cookies: CookieJar;
  files: readonly UploadedFile[];
  /** What tells this form from any other, if it carries the word of `<Form once>`. */
  sent?: Buffer;
  ip: string;
  /** The browser asks for as few bytes as can be (`Save-Data: on`). Cached pages must not depend on it. */
  saveData: boolean;
  /** A screen that renews itself asks (`X-Renew`), and not a person. */
  renews: boolean;
}

/** A file sent with a form, in memory and never longer than the limit of the route. */
export interface UploadedFile {
  field: string;
  name: string;
  body: Buffer;
  /** It was longer than the route takes: `body` holds only its beginning. */
  tooBig: boolean;
}

export interface CookieJar {
  get(name: string): string | undefined;
  /** `seconds` undefined: until the browser closes. */
  set(name: string, value: string, seconds?: number): void;
  clear(name: string): void;
}

export interface Crumb {
  text: string;
  /** Words that people or the entity wrote, in their language: the title of something. */
  written?: boolean;
  path?: string;
}

export interface PageAnswer {
  kind: "page";
  title: string;
  body: VNode;
  status?: number;
  /** Which word of the menu is lit. */
  section?: string;
  crumbs?: readonly Crumb[];
  /** Staff pages wear the staff menu and are never cached nor indexed. */
  staff?: boolean;
  /** Names of the islands (`*.island.ts`) that improve this page. */
  islands?: readonly string[];
  noindex?: boolean;
  description?: string;
  /** Main without padding: for pages made of bands. */
  flush?: boolean;
  /** The sticky bar between main and footer. */
  bar?: VNode;
  /** For cached pages: what makes this one stale, besides the tags of its route, once its content is known. */
  tags?: readonly string[];
}

export interface RedirectAnswer {
  kind: "redirect";
  to: string;
}

export interface DataAnswer {
  kind: "data";
  type: string;
  body: string | Buffer | NodeJS.ReadableStream;
  filename?: string;
  status?: number;
  /** Immutable for ever: the address changes when the content does. */
  immutable?: boolean;
  /** Only for who asked: no cache on the way may keep it. */
  private?: boolean;
  /** Request header on which the content depends. */
  vary?: string;
  /** Mark of this content: who has it already is answered 304 without it. */
  etag?: string;
  headers?: Record<string, string>;
}

export type Answer = PageAnswer | RedirectAnswer | DataAnswer;

export const redirect = (to: string): RedirectAnswer => ({ kind: "redirect", to });

/** `"public"`, or the verb that the person must hold somewhere; the command asks again for the place. */
export type Access = "public" | "account" | (string & {});

export interface CachePolicy<P = unknown> {
  /** Longest life of a stored page: 60, or 5 where counts move while people look. */
  seconds: 5 | 60;
  /** What makes it stale: `touch(tx, tags)` by any of these. */
  tags: (params: P) => readonly string[];
}

interface Input<P, Q> {
  params: P;
  query: Q;
}

/** What went wrong, for a program: the status and the words that a person would read. */
export interface Failure {
  status: number;
  text: string;
}

/** How a program is told of an error at an address made for programs; everywhere else an error is a page. */
export type TellFailure = (path: string, failure: Failure) => DataAnswer;

export interface GetRoute<P = unknown, Q = unknown> {
  method: "GET";
  path: string;
  access: Access;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  cache?: CachePolicy<P>;
  failed?: TellFailure;
  handle: (ctx: Context, input: Input<P, Q>) => Promise<Answer>;
}

interface PostBase<P, B> {
  method: "POST";
  path: string;
  access: Access;
  params?: z.ZodType<P>;
  body: z.ZodType<B>;
  /**
   * The address itself is the permission: it holds a secret that only its owner was sent, and mail programs post to it
   * without cookies (RFC 8058), so no token of a form is asked. Nothing here may depend on who is signed in.
   */
  secretAddress?: true;
  /**
   * A program sends it, with a key of its own that the command asks for before anything else: no cookies, so no token of a form is
   * asked. Nothing here may depend on who is signed in.
   */
  ownKey?: true;
  failed?: TellFailure;
  /** Most requests that one browser may send here in a minute. */
  perMinute?: number;
  /** Bytes of the files that may come with it; without it the form takes none. */
  fileLimit?: number;
  /** The same page again, with what was typed and what is wrong. */
  invalid?: (ctx: Context, input: { params: P }, form: FormState) => Promise<PageAnswer>;
}

/** A form whose transaction is opened at the edge and committed before the answer leaves. */
export interface TransactionRoute<P = unknown, B = unknown> extends PostBase<P, B> {
  commit: "transaction";
  handle: (ctx: Context, tx: WriteTx, input: { params: P; body: B }) => Promise<Answer>;
}

/** A form of a hot path, whose command commits in a batch with those of other people. */
export interface BatchRoute<P = unknown, B = unknown> extends PostBase<P, B> {
  commit: "batch";
  handle: (ctx: Context, input: { params: P; body: B }) => Promise<Answer>;
}

export type PostRoute = TransactionRoute | BatchRoute;

/** What the composition gives to narrow routes; each module declares its own part by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: modules add to it
export interface NarrowExtras {}

/** What a narrow route knows of a message: who sends it and when. It has no person: nobody needs to be signed in. */
export interface NarrowContext extends NarrowExtras {
  now: Date;
  locale: Locale;
  browser: Browser;
  cookies: CookieJar;
  ip: string;
}

export interface NarrowAnswer {
  status?: number;
  body: Record<string, unknown>;
}

/** Short messages in JSON, of the hottest path: see narrow.ts. Its command commits in a batch. */
export interface NarrowRoute<P = unknown, B = unknown> {
  method: "POST";
  commit: "narrow";
  access: "public";
  path: string;
  params?: z.ZodType<P>;
  body: z.ZodType<B>;
  perMinute?: number;
  handle: (ctx: NarrowContext, input: { params: P; body: B }) => Promise<NarrowAnswer>;
}

export type Route = GetRoute | PostRoute | NarrowRoute;

// Each route is checked against its own schemas where it is declared; a list of routes cannot name all those types, so
// the builders below forget them. The pipeline gives each handler only what its own schemas parsed.

/** Declares a page or a download. */
export function get<P = Record<string, never>, Q = Record<string, never>>(
  route: Omit<GetRoute<P, Q>, "method">,
): Route {
  return { ...route, method: "GET" } as GetRoute as Route;
}

/** Declares a form: one promise, one transaction. */
export function post<B, P = Record<string, never>>(route: Omit<TransactionRoute<P, B>, "method" | "commit">): Route {
  // The pipeline parses the body with this very schema before it calls the handler: B is what the handler gets.
  return { ...route, method: "POST", commit: "transaction" } as unknown as TransactionRoute;
}

/** Declares a form of a hot path. */
export function postBatched<B, P = Record<string, never>>(route: Omit<BatchRoute<P, B>, "method" | "commit">): Route {
  // As in `post`.
  return { ...route, method: "POST", commit: "batch" } as unknown as BatchRoute;
}

/** Declares the narrow door of a hot path, for the island of a page that has the form too. */
export function postNarrow<B, P = Record<string, never>>(
  route: Omit<NarrowRoute<P, B>, "method" | "commit" | "access">,
): Route {
  // As in `post`.
  return { ...route, method: "POST", commit: "narrow", access: "public" } as unknown as NarrowRoute;
}
