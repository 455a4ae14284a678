// The whole program on one screen: database, entity, modules, pages, and the HTTP server that joins them.
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { Authority, findActor, meetActor, sealOldSecrets } from "#core/people/index.ts";
import { type Entity, slugify } from "#core/territory/index.ts";
import { voteQueue } from "#modules/ballots/index.ts";
import { AnswerQueue } from "#modules/conversations/index.ts";
import { needQueue } from "#modules/demands/index.ts";
import type { DemoGuide } from "#modules/demo/index.ts";
import { FIGURES_FACT, loadFigures } from "#modules/indicators/index.ts";
import { hearingOurselves, type Listener, listen } from "#platform/broadcast/broadcast.ts";
import type { Clock } from "#platform/clock/clock.ts";
import { type Config, mailFolder } from "#platform/config/config.ts";
import type { Database } from "#platform/db/db.ts";
import { programUrl } from "#platform/db/migrate.ts";
import { type PageCache, pageCache } from "#platform/http/page-store.ts";
import { buildServer } from "#platform/http/server.ts";
import { ENGLISH, type Region } from "#platform/i18n/i18n.ts";
import { Memory } from "#platform/memory/recall.ts";
import { measure } from "#platform/metrics/metrics.ts";
import type { JobServices, MailMessage } from "#platform/module.ts";
import { sharedKey } from "#platform/secrets/secrets.ts";
import { demoModule, modules } from "./modules.ts";
import { pageRenderer } from "./page.tsx";

export interface AppOptions {
  config: Config;
  db: Database;
  /** Connection of the owner's role, from which the program's own is made. */
  ownerUrl: string;
  entity: Entity;
  clock: Clock;
  log: Logger;
  sendMail: (message: MailMessage) => Promise<void>;
  /** Only in the demonstration: who can be entered as. */
  demoGuide?: DemoGuide;
}

export interface App {
  http: FastifyInstance;
  /** What is kept in memory for visitors: whole pages, and the facts that they are made of. */
  pages: PageCache;
  memory: Memory;
  /** Stops answering; the database stays open, for whoever opened it. */
  close(): Promise<void>;
}

export const permissions = new Map(modules.flatMap((module) => Object.entries(module.permissions ?? {})));
export const kinds = new Map(modules.flatMap((module) => Object.entries(module.kinds ?? {})));
export const reportables = new Map(modules.flatMap((module) => Object.entries(module.reportables ?? {})));
/** What people did comes before what is told of all of it: what was hidden, the thread and the history are read last. */
const LAST = new Set(["moderation", "trace"]);
const datasets = [
  ...modules.filter(({ name }) => !LAST.has(name)),
  ...modules.filter(({ name }) => LAST.has(name)),
].flatMap((module) => module.datasets ?? []);

const entityDatasets = modules.flatMap((module) => module.entityDatasets ?? []);
const wideEvents = new Set(modules.flatMap((module) => module.wideEvents ?? []));

/** What the jobs of every module work with. */
export function servicesOf(
  { db, entity }: { db: Database; entity: Entity },
  outside: Pick<JobServices, "now" | "sendMail" | "publicUrl">,
): JobServices {
  return { read: db.read, write: db.write, entity, kinds, wideEvents, region: regionOf(entity), ...outside };
}

/** Builds the web program over a migrated database. It listens to nobody until `http.listen`. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, clock, log, entity } = options;
  const pages = pageCache(clock);
  const memory = new Memory(clock);
  // Facts first: a page made anew between the two must not be made of old ones.
  const touch = (tags: readonly string[]): void => {
    memory.touch(tags);
    pages.touch(tags);
  };
  const db = hearingOurselves(options.db, touch);
  await db.write(sealOldSecrets);
  const votes = voteQueue(db);
  const needs = needQueue(db);
  const answers = new AnswerQueue(db, memory.recaller().recall);
  const stories = modules.flatMap((module) => module.story ?? []);
  const active =
    options.demoGuide === undefined ? modules : [...modules, demoModule(options.demoGuide, mailFolder(config))];
  const routes = active.flatMap((module) => module.routes ?? []);
  const paths = new Set(routes.filter((route) => route.method === "GET").map((route) => route.path));
  const listener: Listener = await listen(programUrl(options.ownerUrl, config.programPassword), {
    touch,
    gap: () => {
      memory.drop();
      pages.drop();
    },
  });
  const http = await buildServer({
    db,
    clock,
    log,
    pages,
    memory,
    region: regionOf(entity),
    publicUrl: config.publicUrl,
    secure: config.secure,
    trustProxy: config.trustProxy,
    rateLimits: config.rateLimits,
    csrfKey: await db.write((tx) => sharedKey(tx, "csrf")),
    routes,
    spellings: { place: (text) => otherSlug(entity, text) },
    extend: async (base, session) => {
      // A screen that renews itself is no sign of life of who left it open.
      const actor = base.renews ? await findActor(db.read, session, base.now) : await meetActor(db, session, base.now);
      return {
        entity,
        kinds,
        reportables,
        datasets,
        entityDatasets,
        authority: new Authority(actor, permissions, entity),
        signedIn: actor.accountId !== undefined,
        sendMail: options.sendMail,
        write: db.write,
        votes,
        needs,
        answers,
        demo: config.demo,
        stories,
        paths,
        figures: () => memory.recaller().recall(FIGURES_FACT, () => loadFigures(db, entity)),
        builtInDatabase: config.databaseUrl === undefined,
      };
    },
    narrow: { answers },
    allows: (ctx, access) => (access === "account" ? ctx.signedIn : ctx.authority.may(access)),
    ...pageRenderer({ entity, demo: config.demo, paths }),
    observe: (route, method, status, seconds) => {
      measure(route, method, status, seconds);
      const level = status >= 500 ? "error" : status >= 400 ? "warn" : "debug";
      // The pattern of the route, never the address: an address may hold a word that somebody searched for.
      log[level]({ route, method, status, ms: Math.round(seconds * 1000) }, "request");
    },
  });
  return {
    http,
    pages,
    memory,
    async close() {
      await http.close();
      await listener.stop();
    },
  };
}

/** The slug of a place written by its code, or by its name with capitals and accents. */
function otherSlug(entity: Entity, text: string): string | undefined {
  if (entity.bySlug(text) !== undefined) return undefined;
  return (entity.find(text) ?? entity.bySlug(slugify(text)))?.slug;
}

export function regionOf(entity: Entity): Region {
  return { tags: { es: entity.locale, en: ENGLISH }, timeZone: entity.timeZone, currency: entity.currency };
}
