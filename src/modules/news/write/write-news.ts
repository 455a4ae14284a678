// Writing, publishing and correcting a note. Nothing that was published is lost: a correction keeps what it replaces.
import type { Authority } from "#core/people/index.ts";
import { addHistory, createThing, link, setVisibility, unlink } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { listTold, type News, type NewsText } from "../news.sql.ts";

export interface Who {
  authority: Authority;
  now: Date;
}

export interface NewsDraft extends NewsText {
  agency: string | undefined;
  territory: string | undefined;
  /** Things that it tells about. */
  about: readonly number[];
}

/** Kinds of thing about which something can be decided. */
const TELLABLE = ["demand", "initiative", "commitment", "meeting", "process"];

export function newsTags(news: { id: number; territory: string | null }): string[] {
  return ["news", `thing:${news.id}`];
}

/** @throws 403 for an agency or a place that is not theirs; without agency, for who does not speak for the whole entity. */
export function requireVoice(who: Who, of: { agency: string | undefined; territory: string | undefined }): void {
  if (of.agency === undefined) who.authority.requireWhole("news.write");
  else who.authority.require("news.write", { agency: of.agency, ...(of.territory && { territory: of.territory }) });
}

/** Begins a note, which nobody else sees yet. Its process is that of the first thing that it tells about. */
export async function draftNews(tx: WriteTx, who: Who, draft: NewsDraft): Promise<number> {
  requireVoice(who, draft);
  const about = await takeThings(tx, draft.about);
  const by = who.authority.actor.accountId;
  const id = await createThing(tx, {
    kind: "news",
    processId: about.find(({ processId }) => processId !== null)?.processId ?? undefined,
    territory: draft.territory,
    visibility: "staff",
    now: who.now,
  });
  const { agency, title, decided, why, changed } = draft;
  await tx
    .insertInto("news")
    .values({
      id,
      agency_code: agency ?? null,
      title,
      decided,
      why,
      changed,
      created_by: by ?? null,
      created_at: who.now,
    })
    .execute();
  for (const { id: from } of about) await link(tx, { from, to: id, relation: "told_in", by, now: who.now });
  await addHistory(tx, { thingId: id, event: "news.drafted", public: false, by, now: who.now });
  return id;
}

/** Changes a draft. @throws Problem 409 once it is published: then it is corrected. */
export async function redraftNews(
  tx: WriteTx,
  who: Who,
  news: News,
  text: NewsText,
  about: readonly number[],
): Promise<void> {
  requireVoice(who, { agency: news.agency ?? undefined, territory: news.territory ?? undefined });
  if (news.state !== "draft") throw new Problem(409, "news.write.published");
  const { title, decided, why, changed } = text;
  await tx.updateTable("news").set({ title, decided, why, changed }).where("id", "=", news.id).execute();
  const by = who.authority.actor.accountId;
  const before = await listTold(tx, news.id);
  const after = await takeThings(tx, about);
  const kept = new Set(after.map(({ id }) => id));
  for (const from of before.filter((id) => !kept.has(id)))
    await unlink(tx, { from, to: news.id, relation: "told_in", by, now: who.now });
  for (const { id: from } of after) await link(tx, { from, to: news.id, relation: "told_in", by, now: who.now });
  await addHistory(tx, { thingId: news.id, event: "news.redrafted", public: false, by, now: who.now });
}

/** Shows a note to everybody and tells those who follow what it is about. */
export async function publishNews(tx: WriteTx, who: Who, news: News): Promise<void> {
  requireVoice(who, { agency: news.agency ?? undefined, territory: news.territory ?? undefined });
  if (news.state === "published") return;
  await tx.updateTable("news").set({ state: "published", published_at: who.now }).where("id", "=", news.id).execute();
  await setVisibility(tx, news.id, "public");
  await addHistory(tx, {
    thingId: news.id,
    event: "news.published",
    data: { text: news.decided },
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  const { id, title, decided, why, changed, agency } = news;
  await record(tx, { kind: "news", at: who.now, content: { id, agency, title, decided, why, changed } });
  await touch(tx, newsTags(news));
}

/** Corrects what was published. What it said before, and why it was changed, stay in sight. */
export async function correctNews(
  tx: WriteTx,
  who: Who,
  news: News,
  text: NewsText & { reason: string },
): Promise<void> {
  requireVoice(who, { agency: news.agency ?? undefined, territory: news.territory ?? undefined });
  if (news.state !== "published") throw new Problem(409, "news.write.notPublished");
  const { title, decided, why, changed, reason } = text;
  const same = title === news.title && decided === news.decided && why === news.why && changed === news.changed;
  if (same) throw new Problem(409, "news.write.same");
  const by = who.authority.actor.accountId;
  const before = { title: news.title, decided: news.decided, why: news.why, changed: news.changed };
  await tx
    .insertInto("news_corrections")
    .values({ news_id: news.id, ...before, reason, made_by: by ?? null, at: who.now })
    .execute();
  await tx.updateTable("news").set({ title, decided, why, changed }).where("id", "=", news.id).execute();
  await addHistory(tx, { thingId: news.id, event: "news.corrected", data: { reason }, public: true, by, now: who.now });
  await record(tx, {
    kind: "news-correction",
    at: who.now,
    content: { id: news.id, title, decided, why, changed, reason },
  });
  await touch(tx, newsTags(news));
}

/** Public things of the kinds that can be told about. @throws Problem 400 naming the first that is not one. */
async function takeThings(tx: WriteTx, ids: readonly number[]): Promise<{ id: number; processId: number | null }[]> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return [];
  const rows = await tx
    .selectFrom("things")
    .select(["id", "process_id as processId"])
    .where("id", "in", asked)
    .where("visibility", "=", "public")
    .where("kind", "in", TELLABLE)
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  const missing = asked.find((id) => !found.has(id));
  if (missing !== undefined)
    throw new Problem(400, "news.write.about.unknown", { field: "about", parameters: { id: String(missing) } });
  return asked.flatMap((id) => found.get(id) ?? []);
}
