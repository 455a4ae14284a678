// What a module tells the rest of the house about itself.
import type { ComponentChildren, VNode } from "preact";
import type { ReadDb, WriteTx } from "./db/db.ts";
import type { Route } from "./http/route.ts";
import type { MessageKey, Region } from "./i18n/i18n.ts";
import type { IconName } from "./views/icons.tsx";

export type Role =
  | "administrator"
  | "analyst"
  | "planner"
  | "facilitator"
  | "moderator"
  | "case_officer"
  | "protection";

/** A thing as others show it: one line and where to read it. */
export interface ThingTitle {
  title: string;
  /** The title is in words of the program, in the language of the reader, and nobody wrote it. */
  ours?: boolean;
  /** Path of its page, without language. */
  path: string;
}

/** How a kind of thing is shown where the trace meets it. Titles are asked for many at once. */
export interface ThingKind {
  label: MessageKey;
  titles: (db: ReadDb, ids: readonly number[]) => Promise<Map<number, ThingTitle>>;
}

/** A kind of subject that people may report and moderators may hide: a need, a photo, a comment. */
export interface Reportable {
  label: MessageKey;
  /** What moderators read; undefined when there is no such subject, or when the reserved route took it and `reserved` is not said. */
  find: (db: ReadDb, id: number, options?: { reserved: boolean }) => Promise<ReportedItem | undefined>;
  /** Hides it from everybody with its public reason, or shows it. Whoever calls has asked for authority. Doing it twice does no harm. */
  setHidden: (tx: WriteTx, change: { id: number; words: string | undefined; by: number; now: Date }) => Promise<void>;
  /** Path of the page where parts of its words are covered, for what can be covered. */
  coverPath?: (id: number) => string;
  /** Sets it aside for the protection role alone, or gives it back. What has none goes through the desk of moderation. */
  setReserved?: (tx: WriteTx, change: { id: number; reserved: boolean; now: Date }) => Promise<void>;
}

export interface ReportedItem {
  thingId: number;
  processId: number | null;
  territory: string | null;
  /** Participant who made it, to be told of what is decided. */
  authorId: number | null;
  text: string;
  /** Path of the page where it is read. */
  path: string;
  /** Number of the photo to be looked at, under `/archivos/`. */
  photo?: { path: string; width: number; height: number };
  /** Whether anybody may read it now. */
  public: boolean;
}

/** Part of a life, as a module tells it to whoever reads the thread. */
export interface StoryPart {
  /** Knots of the drawn rope: a figure and its word, in the order of life. */
  knots?: readonly { at: Date; value: string; label: string; state?: "done" | "now" | "todo" }[];
  /** What happened, in words. */
  moments?: readonly StoryMoment[];
  /** What to know in short: who answers, until when. */
  facts?: readonly { name: string; value: string }[];
  /** The state in a word, and the one line that matters today; the last module that has them speaks. */
  state?: VNode;
  lead?: ComponentChildren;
  /** What the reader can do about it. */
  actions?: readonly { text: string; path: string; main?: boolean }[];
}

export interface StoryMoment {
  at: Date;
  icon: IconName;
  title: string;
  body: VNode;
  /** A question still open, which stands last. */
  open?: boolean;
}

/** What a storyteller is given: only what this reader may see. */
export interface StoryInput {
  focus: number;
  /** Kind → ids, in the order in which they were made. */
  ids: ReadonlyMap<string, readonly number[]>;
  names: StoryNames;
  now: Date;
}

/** Names of codes in the reader's language. */
export interface StoryNames {
  agency: (code: string) => string;
  territory: (code: string) => string;
  sector: (code: string) => string;
  /** Address word of a territory. */
  slug: (code: string) => string;
  /** Day `YYYY-MM-DD` on the entity's calendar. */
  today: string;
}

/** Tells the part of a life that a module knows; undefined when nothing in it is its own. */
export type Story = (db: ReadDb, life: StoryInput) => Promise<StoryPart | undefined>;

/** Something published for anybody to download and recompute. Dates are days on the entity's calendar. */
export interface Dataset {
  /** File name without extension, fixed for ever. */
  name: string;
  title: MessageKey;
  description: MessageKey;
  /** In the order of the file. */
  columns: readonly DatasetColumn[];
  /** Columns that together tell a row from any other. */
  key: readonly string[];
  /** The rows of a process, as they come from the database, in a stable order. */
  rows: (db: ReadDb, processId: number, at: DatasetMoment) => AsyncIterable<DatasetRow>;
}

/** As a dataset, of what belongs to no process but to the whole entity. */
export interface EntityDataset extends Omit<Dataset, "rows"> {
  rows: (db: ReadDb, at: DatasetMoment) => AsyncIterable<DatasetRow>;
}

export interface DatasetColumn {
  name: string;
  about: MessageKey;
  /** `text` is what people wrote: a spreadsheet must not run it. The rest is written by the program. */
  type: "text" | "code" | "integer" | "number" | "boolean" | "date" | "datetime";
  /** Whether every row has it. */
  required?: boolean;
  /** The only values it takes. */
  values?: readonly string[];
}

export type DatasetRow = Record<string, string | number | boolean | null>;

/** When the rows are read: what is late depends on it. */
export interface DatasetMoment {
  /** Day `YYYY-MM-DD` on the entity's calendar. */
  today: string;
  /** IANA zone of the entity. */
  timeZone: string;
  /** Whose working days count. */
  jurisdiction: "co" | "cl";
}

/** Where a command of the shell writes and from where it reads. */
export interface CommandIo {
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  env: Record<string, string | undefined>;
}

export interface Command {
  /** Words after `sigesi`, e.g. `import demands`. */
  name: string;
  usage: string;
  summary: string;
  /** 0 done, 1 bad input, 2 done with rejected rows, 3 not allowed. */
  run: (args: readonly string[], io: CommandIo) => Promise<number>;
}

export interface Job {
  name: string;
  /** Idempotent: a repeated job does no harm. */
  run: (services: JobServices, payload: unknown) => Promise<void>;
  /** Cron line (UTC), for periodic work. */
  cron?: string;
}

/** What jobs work with; each core module declares its own part by declaration merging. */
/** Work that never ends and that nobody asks for: a file `{name}.thread.ts`, run wherever jobs are. */
export interface Thread {
  name: string;
}

export interface JobServices {
  read: ReadDb;
  write: <T>(work: (tx: WriteTx) => Promise<T>) => Promise<T>;
  now: () => Date;
  sendMail: (message: MailMessage) => Promise<void>;
  /** Origin of the addresses in messages. */
  publicUrl: string;
  region: Region;
}

export interface MailMessage {
  to: string;
  subject: string;
  text: string;
  /** The same words with headings and links. */
  html?: string;
  /** Left of the @ of the Message-ID. The same message always carries the same one, so that it is shown once. */
  id?: string;
  headers?: Record<string, string>;
}

export interface Module {
  name: string;
  /** Tables that it owns: nobody else writes them. */
  tables: readonly string[];
  routes?: readonly Route[];
  /** Verb → roles that hold it (within their agencies and territories). */
  permissions?: Record<string, readonly Role[]>;
  jobs?: readonly Job[];
  threads?: readonly Thread[];
  kinds?: Record<string, ThingKind>;
  /** What of it people may report, by kind. */
  reportables?: Record<string, Reportable>;
  /** What it tells in the thread of a thing. */
  story?: Story;
  /**
   * Events of its public history that are news also for whoever follows the whole process or place. The rest is told only to
   * those who follow the thing itself or something that it came from.
   */
  wideEvents?: readonly string[];
  datasets?: readonly Dataset[];
  /** What it publishes of the whole entity, at `/datos/{name}.csv`. */
  entityDatasets?: readonly EntityDataset[];
  commands?: readonly Command[];
}
