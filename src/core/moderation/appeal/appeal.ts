// The author of something hidden asks for a second look. Whoever may speak as the author is decided by the page that calls.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import type { Reportable } from "#platform/module.ts";

/** What was decided about something of a participant, for its author to read. */
export interface AuthorNotice {
  caseId: number;
  thingId: number;
  kind: string;
  words: string;
  at: Date;
  /** none: it can be asked for; waiting; granted; refused. */
  appeal: "none" | "waiting" | "granted" | "refused";
  appealWords: string | null;
}

/** The last decision to hide each subject of these authors, newest first. What was shown again by an appeal says so. */
export async function listAuthorNotices(db: ReadDb, authors: readonly number[]): Promise<AuthorNotice[]> {
  if (authors.length === 0) return [];
  const { rows } = await sql<AuthorNotice>`
    select distinct on (c.kind, c.subject_id) c.id as "caseId", c.thing_id as "thingId", c.kind, c.words, c.decided_at as at,
      case when a.case_id is null then 'none' when a.granted is null then 'waiting' when a.granted then 'granted' else 'refused' end as appeal,
      a.words as "appealWords"
    from moderation_cases c left join moderation_appeals a on a.case_id = c.id
    join things t on t.id = c.thing_id and t.visibility <> 'reserved'
    where c.decision = 'hide' and c.author_id = any (${authors}::bigint[])
    order by c.kind, c.subject_id, c.id desc`.execute(db);
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Asks for the second look, once for each decision. @throws 404 when it is not theirs, 409 when it was asked before. */
export async function askSecondLook(
  tx: WriteTx,
  asked: {
    caseId: number;
    authors: readonly number[];
    reportables: ReadonlyMap<string, Reportable>;
    text: string;
    now: Date;
  },
): Promise<void> {
  const held = await tx
    .selectFrom("moderation_cases")
    .select(["id", "kind", "subject_id", "author_id", "decision", "decided_by"])
    .where("id", "=", asked.caseId)
    .forUpdate()
    .executeTakeFirst();
  const mine = held?.author_id !== null && held !== undefined && asked.authors.includes(held.author_id);
  if (!mine || held.decision !== "hide" || held.decided_by === null) throw notFound();
  // Its author withdrew it meanwhile: there is nothing to look at.
  if ((await asked.reportables.get(held.kind)?.find(tx, held.subject_id)) === undefined) throw notFound();
  const inserted = await tx
    .insertInto("moderation_appeals")
    .values({ case_id: asked.caseId, first_decider: held.decided_by, text: asked.text, at: asked.now })
    .onConflict((conflict) => conflict.column("case_id").doNothing())
    .returning("case_id")
    .executeTakeFirst();
  if (inserted === undefined) throw new Problem(409, "moderation.appeal.asked");
}
