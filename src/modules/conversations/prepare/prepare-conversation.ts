// Preparing, opening and closing a conversation. Closing is exact: it waits for the answers under way, and none lands after it.
import { sql } from "kysely";
import { type Entity, slugify } from "#core/territory/index.ts";
import { addHistory, createThing, requireUnwritten, setVisibility } from "#core/trace/index.ts";
import { getProcess, type Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Official, requireEverywhere } from "../authority.ts";
import type { Conversation, Moderation } from "../conversation.ts";
import { getConversation, listStatements } from "../conversations.sql.ts";
import { loadStatements, visibilityOf } from "../load.ts";
import { nextNumber } from "../say-statement/say-statement.ts";

export interface Settings {
  title: string;
  intro: string;
  language: string;
  opensAt: Date;
  closesAt: Date;
  moderation: Moderation;
  statementLetters: number;
  statementsEach: number;
  territories: readonly string[];
}

const SLUG_LETTERS = 80;

/** Makes a draft. @throws 400 for places that the process does not reach, 409 for a title that another has. */
export async function createConversation(
  tx: WriteTx,
  who: Official & { entity: Entity },
  process: Process,
  settings: Settings,
): Promise<Conversation> {
  guardPlaces(process, settings.territories);
  requireEverywhere(who.authority, "conversations.run", settings);
  const slug = slugify(settings.title).slice(0, SLUG_LETTERS).replace(/-+$/, "");
  const taken = await tx.selectFrom("conversations").select("id").where("slug", "=", slug).executeTakeFirst();
  if (slug === "" || taken !== undefined) {
    throw new Problem(409, "conversations.prepare.titleTaken", { field: "title" });
  }
  const [only, ...more] = settings.territories;
  const id = await createThing(tx, {
    kind: "conversation",
    processId: process.id,
    territory: more.length === 0 ? only : undefined,
    visibility: "staff",
    now: who.now,
  });
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("conversations")
    .values({ id, process_id: process.id, slug, state: "draft", created_by: by ?? null, ...rowOf(settings) })
    .execute();
  await setPlaces(tx, id, settings.territories);
  await addHistory(tx, { thingId: id, event: "conversations.created", public: false, by, now: who.now });
  return getConversation(tx, id);
}

function rowOf(settings: Settings) {
  return {
    title: settings.title,
    intro: settings.intro,
    language: settings.language,
    opens_at: settings.opensAt,
    closes_at: settings.closesAt,
    moderation: settings.moderation,
    statement_letters: settings.statementLetters,
    statements_each: settings.statementsEach,
  };
}

function guardPlaces(process: Process, territories: readonly string[]): void {
  if (territories.length === 0) throw new Problem(400, "conversations.prepare.placesMissing", { field: "territories" });
  if (territories.some((code) => !process.phases.has(code))) {
    throw new Problem(400, "conversations.prepare.placesForeign", { field: "territories" });
  }
}

async function setPlaces(tx: WriteTx, id: number, territories: readonly string[]): Promise<void> {
  await tx.deleteFrom("conversation_territories").where("conversation_id", "=", id).execute();
  const rows = [...new Set(territories)].map((code) => ({ conversation_id: id, territory_code: code }));
  await insertMany(tx, "conversation_territories", rows);
}

/** Takes a conversation alone until the commit: whoever is answering is waited for. @throws 404, 403. */
async function takeAlone(tx: WriteTx, who: Official, id: number): Promise<Conversation> {
  await sql`select id from conversations where id = ${id} for update`.execute(tx);
  const conversation = await getConversation(tx, id);
  requireEverywhere(who.authority, "conversations.run", conversation);
  return conversation;
}

/**
 * Changes a draft. Once it is open, only its text and how long it lasts.
 * @param seen last line of its history that the form showed. @throws 409 for one that is closed, or that changed meanwhile.
 */
export async function editConversation(
  tx: WriteTx,
  who: Official,
  { id, seen }: { id: number; seen: number },
  settings: Settings,
): Promise<void> {
  const conversation = await takeAlone(tx, who, id);
  await requireUnwritten(tx, id, seen);
  if (conversation.state === "closed") throw new Problem(409, "conversations.prepare.isClosed");
  const by = who.authority.actor.accountId;
  if (conversation.state === "draft") {
    guardPlaces(await getProcess(tx, conversation.processId), settings.territories);
    requireEverywhere(who.authority, "conversations.run", settings);
    await setPlaces(tx, id, settings.territories);
    await tx.updateTable("conversations").set(rowOf(settings)).where("id", "=", id).execute();
  } else {
    if (settings.closesAt <= who.now) throw new Problem(400, "conversations.prepare.endsBefore", { field: "closes" });
    await tx
      .updateTable("conversations")
      .set({ intro: settings.intro, closes_at: settings.closesAt })
      .where("id", "=", id)
      .execute();
  }
  const data = { from: conversation.closesAt, to: settings.closesAt };
  const moved = conversation.state === "open" && data.from.getTime() !== data.to.getTime();
  await addHistory(tx, {
    thingId: id,
    event: "conversations.edited",
    data: { before: conversation.closesAt.toISOString(), after: settings.closesAt.toISOString() },
    public: moved,
    by,
    now: who.now,
  });
  await touchConversation(tx, conversation);
}

/** Opens a draft to everybody, from its date. @throws 409 without statements, or when its dates have passed. */
export async function openConversation(tx: WriteTx, who: Official, id: number): Promise<void> {
  const conversation = await takeAlone(tx, who, id);
  if (conversation.state !== "draft") throw new Problem(409, "conversations.prepare.isOpen");
  if (conversation.closesAt <= who.now) throw new Problem(409, "conversations.prepare.endsBefore");
  const process = await getProcess(tx, conversation.processId);
  if (process.state !== "published") throw new Problem(409, "conversations.prepare.processClosed");
  const { rows } = await sql`select 1 from conversation_statements where conversation_id = ${id} limit 1`.execute(tx);
  if (rows.length === 0 && conversation.statementsEach === 0) throw new Problem(409, "conversations.prepare.noSeeds");
  await tx.updateTable("conversations").set({ state: "open", opened_at: who.now }).where("id", "=", id).execute();
  await setVisibility(tx, id, "public");
  const open = { ...conversation, state: "open" } as const;
  for (const one of await listStatements(tx, id)) await setVisibility(tx, one.id, visibilityOf(open, one.moderated));
  await tell(tx, who, conversation, process, "opened");
}

/** Closes a conversation before or after its date. @throws 409 when it is not open. */
export async function closeConversation(tx: WriteTx, who: Official, id: number): Promise<void> {
  const conversation = await takeAlone(tx, who, id);
  if (conversation.state !== "open") throw new Problem(409, "conversations.closed");
  await close(tx, who.now, conversation, who);
}

/** Closes one whose time is over; by nobody, because its date was published. Closing twice changes nothing. */
export async function closeDueConversation(tx: WriteTx, id: number, now: Date): Promise<void> {
  await sql`select id from conversations where id = ${id} for update`.execute(tx);
  const conversation = await getConversation(tx, id);
  if (conversation.state === "open" && conversation.closesAt <= now) await close(tx, now, conversation, undefined);
}

async function close(tx: WriteTx, now: Date, conversation: Conversation, who: Official | undefined): Promise<void> {
  const process = await getProcess(tx, conversation.processId);
  const closed = { state: "closed", closed_at: now };
  await tx.updateTable("conversations").set(closed).where("id", "=", conversation.id).execute();
  await tell(tx, { now, authority: who?.authority }, conversation, process, "closed");
}

async function tell(
  tx: WriteTx,
  who: { authority?: Official["authority"]; now: Date },
  conversation: Conversation,
  process: Process,
  what: "opened" | "closed",
): Promise<void> {
  const { id, slug, title } = conversation;
  const by = who.authority?.actor.accountId;
  await addHistory(tx, { thingId: id, event: `conversations.${what}`, public: true, by, now: who.now });
  const kind = what === "opened" ? "conversation" : "conversation-closed";
  await record(tx, { kind, process: process.slug, at: who.now, content: { id, slug, title } });
  await touchConversation(tx, conversation);
}

/** Every page that shows a conversation. */
export async function touchConversation(tx: WriteTx, conversation: Conversation): Promise<void> {
  await touch(tx, [
    "conversations",
    `conversation:${conversation.id}`,
    `process:${conversation.processId}`,
    ...conversation.territories.map((code) => `place:${code}`),
  ]);
}

const MOST_SEEDS = 200;

/**
 * Statements of the staff, accepted as they are. Those that are there already are left out.
 * @returns how many were added.
 * @throws 400 when one of them is too long, with which one.
 */
export async function addSeeds(
  tx: WriteTx,
  who: Official,
  conversation: Conversation,
  texts: readonly string[],
): Promise<number> {
  requireEverywhere(who.authority, "conversations.run", conversation);
  if (conversation.state === "closed") throw new Problem(409, "conversations.prepare.isClosed");
  if (texts.length > MOST_SEEDS) {
    throw new Problem(400, "conversations.prepare.manySeeds", { field: "seeds", parameters: { n: MOST_SEEDS } });
  }
  const first = await nextNumber(tx, conversation.id);
  const { rows } = await sql<{ n: number }>`
    select min(n) as n from unnest(${[...texts]}::text[]) with ordinality as given (text, n)
    where not exists (select from conversation_statements s
      where s.conversation_id = ${conversation.id} and s.folded = sigesi_fold(given.text))
    group by sigesi_fold(given.text) order by 1`.execute(tx);
  const fresh = rows.flatMap(({ n }) => texts[n - 1] ?? []);
  const process = await getProcess(tx, conversation.processId);
  await loadStatements(
    tx,
    conversation,
    process,
    fresh.map((text, index) => ({
      number: first + index,
      text,
      language: conversation.language,
      seed: true,
      moderated: 1 as const,
      at: who.now,
    })),
  );
  await touchConversation(tx, conversation);
  return fresh.length;
}

/** A conversation for who works on it, by its address. @throws 404. */
export function existing(conversation: Conversation | undefined): Conversation {
  if (conversation === undefined) throw notFound();
  return conversation;
}
