// What happened to a commitment: updates with their evidence, dates that moved, who answers with it, what was judged.
import { sql } from "kysely";
import { type JoinedThing, listJoined } from "#core/trace/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { CommitmentState } from "./commitment.ts";

export interface EvidenceFile {
  id: number;
  type: string;
  width: number | null;
  height: number | null;
}

export interface Update {
  id: number;
  state: CommitmentState;
  text: string;
  figureDone: number | null;
  figureOf: number | null;
  figureUnit: string | null;
  linkUrl: string | null;
  files: readonly EvidenceFile[];
  at: Date;
  author: string | null;
}

/** Updates of a commitment, newest first, with their files. */
export async function listUpdates(db: ReadDb, commitmentId: number): Promise<Update[]> {
  const rows = await db
    .selectFrom("commitment_updates as u")
    .leftJoin("accounts as a", "a.id", "u.made_by")
    .select([
      "u.id",
      "u.state",
      "u.text",
      "u.figure_done as figureDone",
      "u.figure_of as figureOf",
      "u.figure_unit as figureUnit",
      "u.link_url as linkUrl",
      "u.at",
      "a.name as author",
      sql<EvidenceFile[]>`coalesce((select jsonb_agg(jsonb_build_object(
          'id', f.id, 'type', f.type, 'width', f.width, 'height', f.height) order by e.position)
        from commitment_evidence e join files f on f.id = e.file_id where e.update_id = u.id), '[]')`.as("files"),
    ])
    .where("u.commitment_id", "=", commitmentId)
    .orderBy("u.id", "desc")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as CommitmentState }));
}

export interface LastEvidence {
  commitmentId: number;
  updateId: number;
  at: Date;
  photos: number;
  documents: number;
  link: boolean;
}

/** The last update with a file or a link of each commitment. */
export async function listLastEvidence(db: ReadDb, ids: readonly number[]): Promise<Map<number, LastEvidence>> {
  const result = await sql<LastEvidence>`
    select distinct on (u.commitment_id) u.commitment_id as "commitmentId", u.id as "updateId", u.at,
      u.link_url is not null as link, f.photos, f.documents
    from commitment_updates u cross join lateral (
      select count(*) filter (where f.type like 'image/%') as photos, count(*) filter (where f.type not like 'image/%') as documents
      from commitment_evidence e join files f on f.id = e.file_id where e.update_id = u.id
    ) f
    where u.commitment_id = any (${ids}) and (u.link_url is not null or f.photos + f.documents > 0)
    order by u.commitment_id, u.id desc`.execute(db);
  return new Map(result.rows.map((row) => [row.commitmentId, row]));
}

export interface Figure {
  done: number;
  of: number | null;
  unit: string;
}

/** The last figure that was told of each commitment. */
export async function listLastFigures(db: ReadDb, ids: readonly number[]): Promise<Map<number, Figure>> {
  const result = await sql<{ id: number; done: number; of: number | null; unit: string }>`
    select distinct on (commitment_id) commitment_id as id, figure_done as done, figure_of as "of", figure_unit as unit
    from commitment_updates where commitment_id = any (${ids}) and figure_done is not null
    order by commitment_id, commitment_updates.id desc`.execute(db);
  return new Map(result.rows.map(({ id, done, of, unit }) => [id, { done, of, unit }]));
}

export interface DateChange {
  from: string;
  to: string;
  reason: string;
  at: Date;
}

export async function listDateChanges(db: ReadDb, commitmentId: number): Promise<DateChange[]> {
  return db
    .selectFrom("commitment_dates")
    .select(["from_date as from", "to_date as to", "reason", "at"])
    .where("commitment_id", "=", commitmentId)
    .orderBy("id")
    .execute();
}

export interface Partner {
  agency: string | null;
  actor: string | null;
}

export async function listPartners(db: ReadDb, commitmentId: number): Promise<Partner[]> {
  return db
    .selectFrom("commitment_partners")
    .select(["agency_code as agency", "actor"])
    .where("commitment_id", "=", commitmentId)
    .orderBy("id")
    .execute();
}

export interface Judgement {
  yes: number;
  partly: number;
  no: number;
}

/** What those who asked answered. */
export async function findJudgement(db: ReadDb, commitmentId: number): Promise<Judgement> {
  const rows = await db
    .selectFrom("judgements")
    .select((eb) => ["answer", eb.fn.countAll<number>().as("n")])
    .where("commitment_id", "=", commitmentId)
    .groupBy("answer")
    .execute();
  const of = (answer: string): number => rows.find((row) => row.answer === answer)?.n ?? 0;
  return { yes: of("yes"), partly: of("partly"), no: of("no") };
}

/** What a commitment answers: things that anybody may see. */
export async function listOrigins(db: ReadDb, commitmentId: number): Promise<JoinedThing[]> {
  return (await listJoined(db, { to: commitmentId }, "promised_as")).toSorted((a, b) => a.id - b.id);
}

/** Who answers with the lead agency of each of these commitments. */
export async function listPartnersOf(db: ReadDb, ids: readonly number[]): Promise<Map<number, Partner[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("commitment_partners")
    .select(["commitment_id as id", "agency_code as agency", "actor"])
    .where("commitment_id", "in", ids)
    .orderBy("id")
    .execute();
  return Map.groupBy(rows, (row) => row.id);
}
