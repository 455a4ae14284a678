// Writes a conversation that was held elsewhere: all of it in one transaction, and once.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type Entity, slugify } from "#core/territory/index.ts";
import { loadParticipants, loadThings, participantKey } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { Database, WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Conversation } from "../conversation.ts";
import { loadAnswers, loadConversation, loadStatements } from "../load.ts";
import { computeResults } from "../results/compute-results.ts";
import type { FolderConversation } from "./read-folder.ts";

export interface Imported {
  slug: string;
  people: number;
  statements: number;
  votes: number;
  /** It had been loaded before: nothing was written. */
  repeated: boolean;
}

/** Loads it as one that ended, and computes its result. */
export async function importConversation(
  db: Database,
  found: FolderConversation,
  { entity, process, language, now }: Where,
): Promise<Imported> {
  const count = {
    people: found.people.length,
    statements: found.comments.length,
    votes: found.people.reduce((sum, { votes }) => sum + votes.length, 0),
  };
  const written = await db.write(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('conversations.import', 0))`.execute(tx);
    const before = await tx
      .selectFrom("conversations")
      .select(["id", "slug"])
      .where("import_key", "=", found.digest)
      .executeTakeFirst();
    if (before !== undefined) return { ...before, repeated: true };
    const conversation = await writeConversation(tx, found, { entity, process, language, now });
    return { id: conversation.id, slug: conversation.slug, repeated: false };
  });
  if (!written.repeated)
    await computeResults(
      db,
      { id: written.id, slug: written.slug, closed: true, territories: [entity.root.code] },
      { now, timeZone: entity.timeZone },
    );
  return { slug: written.slug, repeated: written.repeated, ...count };
}

interface Where {
  entity: Entity;
  process: Process;
  /** Of the conversation, and of statements whose file does not say theirs. */
  language?: string | undefined;
  now: Date;
}

async function writeConversation(
  tx: WriteTx,
  found: FolderConversation,
  { entity, process, language, now }: Where,
): Promise<Conversation> {
  const opensAt = new Date(found.from ?? now.getTime() - 1);
  const closesAt = new Date((found.until ?? now.getTime() - 1) + 1);
  const [id = 0] = await loadThings(tx, [
    { kind: "conversation", processId: process.id, territory: entity.root.code, now },
  ]);
  const conversation: Conversation = {
    id,
    processId: process.id,
    slug: await freeSlug(tx, found.title),
    title: found.title,
    intro: found.intro,
    language: language ?? languageOf(found.comments),
    state: "closed",
    opensAt,
    closesAt,
    moderation: "post",
    statementLetters: 280,
    statementsEach: 0,
    openedAt: opensAt,
    closedAt: closesAt,
    territories: [entity.root.code],
  };
  await loadConversation(tx, conversation, { at: now, process });
  await tx.updateTable("conversations").set({ import_key: found.digest }).where("id", "=", id).execute();
  const people = await writePeople(tx, conversation, process, found);
  const statements = await writeStatements(tx, conversation, process, { found, people });
  await loadAnswers(
    tx,
    id,
    found.people.flatMap(({ id: person, votes }) =>
      votes.map(({ statement, value, time }) => ({
        participantId: people.get(person) ?? 0,
        statementId: statements.get(statement) ?? 0,
        value,
        at: time === undefined ? opensAt : new Date(time),
      })),
    ),
  );
  return conversation;
}

const DEFAULT_LANGUAGE = "es";

/** The language in which most statements say that they are. */
function languageOf(comments: FolderConversation["comments"]): string {
  const counts = Map.groupBy(
    comments.flatMap((one) => one.language ?? []),
    (one) => one,
  );
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? DEFAULT_LANGUAGE;
}

async function freeSlug(tx: WriteTx, title: string): Promise<string> {
  const wanted = slugify(title).slice(0, 70).replace(/-+$/, "") || "conversacion";
  const taken = await tx.selectFrom("conversations").select("slug").where("slug", "like", `${wanted}%`).execute();
  const slugs = new Set(taken.map(({ slug }) => slug));
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`;
    if (!slugs.has(slug)) return slug;
  }
}

/** Id in the files → participant. Their keys are of these files alone: nobody's browser has them. */
async function writePeople(tx: WriteTx, conversation: Conversation, process: Process, found: FolderConversation) {
  const joined = found.people.map(({ votes }) => {
    const first = votes.reduce<number | undefined>(
      (least, { time }) => (time === undefined ? least : Math.min(least ?? time, time)),
      undefined,
    );
    return first === undefined ? conversation.opensAt : new Date(first);
  });
  const ids = await loadParticipants(
    tx,
    found.people.map(({ id }, index) => ({
      processId: process.id,
      key: participantKey(process.participantKey, createHash("sha256").update(found.digest).update(id).digest()),
      now: joined[index] ?? conversation.opensAt,
    })),
  );
  await insertMany(
    tx,
    "conversation_voters",
    found.people.map(({ number }, index) => ({
      conversation_id: conversation.id,
      participant_id: ids[index] ?? 0,
      territory_code: conversation.territories[0] ?? "",
      joined_at: joined[index] ?? conversation.opensAt,
      file_number: number,
    })),
  );
  return new Map(found.people.map(({ id }, index) => [id, ids[index] ?? 0]));
}

/** Id in the files → statement. */
async function writeStatements(
  tx: WriteTx,
  conversation: Conversation,
  process: Process,
  { found, people }: { found: FolderConversation; people: ReadonlyMap<string, number> },
): Promise<Map<string, number>> {
  const ids = await loadStatements(
    tx,
    conversation,
    process,
    found.comments.map((comment) => ({
      number: comment.number,
      // A rejected one may come without its words.
      text: [...comment.text].length < 3 ? t("groups.import.noText", { n: comment.number }) : comment.text,
      language: comment.language ?? conversation.language,
      seed: false,
      participantId: comment.author === undefined ? undefined : people.get(comment.author),
      moderated: comment.moderated,
      isMeta: comment.isMeta,
      hiddenReason: comment.moderated === -1 ? t("groups.import.rejected") : undefined,
      at: comment.time === undefined ? conversation.opensAt : new Date(comment.time),
    })),
  );
  return new Map(found.comments.map(({ id }, index) => [id, ids[index] ?? 0]));
}
