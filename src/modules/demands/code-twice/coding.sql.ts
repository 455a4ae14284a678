// What was coded twice: the next need for a second coder, where the two differ, and how much they agree.
import { sql } from "kysely";
import { type Agreement, cohenKappa } from "#analysis/agreement/kappa.ts";
import type { ReadDb } from "#platform/db/db.ts";

export interface Sample {
  id: number;
  drawnAt: Date;
  size: number;
  coded: number;
}

/** The last sample drawn in a process. */
export async function findSample(db: ReadDb, processId: number): Promise<Sample | undefined> {
  const { rows } = await sql<Sample>`
    select s.id, s.drawn_at as "drawnAt", count(i.*) as size, count(i.second_at) as coded
    from coding_samples s join coding_items i on i.sample_id = s.id
    where s.process_id = ${processId} group by s.id order by s.id desc limit 1`.execute(db);
  return rows[0];
}

export interface ToCode {
  id: number;
  text: string;
  place: string | null;
  territory: string;
}

interface Reader {
  accountId: number | undefined;
  /** Codes among which they may code; undefined: everywhere. */
  territories?: readonly string[];
}

/** The next need that this person may code without having coded it first. Its first codes stay out of the answer. */
export async function findNextToCode(db: ReadDb, sampleId: number, reader: Reader): Promise<ToCode | undefined> {
  const { rows } = await sql<ToCode>`
    select d.id, d.text, d.place, d.territory_code as territory
    from coding_items i join demands d on d.id = i.demand_id
    where i.sample_id = ${sampleId} and i.second_at is null and d.hidden_reason is null
      and i.first_by is distinct from ${reader.accountId ?? null}::bigint
      and (${reader.territories ?? null}::text[] is null or d.territory_code = any (${reader.territories ?? null}))
    order by d.id limit 1`.execute(db);
  return rows[0];
}

export interface Dispute extends ToCode {
  firstSector: string | null;
  firstRight: string | null;
  firstBy: number | null;
  firstName: string | null;
  secondSector: string | null;
  secondRight: string | null;
  secondBy: number;
  secondName: string;
}

/** Needs that the two coded differently and nobody has resolved, oldest first. */
export async function listDisputes(db: ReadDb, sampleId: number, reader: Reader, limit: number): Promise<Dispute[]> {
  const { rows } = await sql<Dispute>`
    select d.id, d.text, d.place, d.territory_code as territory,
      i.first_sector as "firstSector", i.first_right as "firstRight", i.first_by as "firstBy", one.name as "firstName",
      i.second_sector as "secondSector", i.second_right as "secondRight", i.second_by as "secondBy", two.name as "secondName"
    from coding_items i join demands d on d.id = i.demand_id
      left join accounts one on one.id = i.first_by join accounts two on two.id = i.second_by
    where i.sample_id = ${sampleId} and i.resolved_at is null and d.hidden_reason is null
      and (i.first_sector, i.first_right) is distinct from (i.second_sector, i.second_right)
      and (${reader.territories ?? null}::text[] is null or d.territory_code = any (${reader.territories ?? null}))
    order by i.second_at, d.id limit ${limit}`.execute(db);
  return rows;
}

export interface CodingAgreement {
  sector: Agreement;
  right: Agreement;
  /** Needs in which the two differ in something, and how many of them were resolved. */
  disputed: number;
  resolved: number;
}

/** Stands for "none of the catalogue", which is an answer too. */
const NONE = "-";

/** How much the two coders of a process agree, over everything that was coded twice. */
export async function findAgreement(db: ReadDb, processId: number): Promise<CodingAgreement> {
  const { rows } = await sql<{
    firstSector: string | null;
    firstRight: string | null;
    secondSector: string | null;
    secondRight: string | null;
    resolved: boolean;
  }>`
    select i.first_sector as "firstSector", i.first_right as "firstRight", i.second_sector as "secondSector",
      i.second_right as "secondRight", i.resolved_at is not null as resolved
    from coding_items i join coding_samples s on s.id = i.sample_id
    where s.process_id = ${processId} and i.second_at is not null`.execute(db);
  const differ = rows.filter((row) => row.firstSector !== row.secondSector || row.firstRight !== row.secondRight);
  return {
    sector: cohenKappa(rows.map((row) => [row.firstSector ?? NONE, row.secondSector ?? NONE] as const)),
    right: cohenKappa(rows.map((row) => [row.firstRight ?? NONE, row.secondRight ?? NONE] as const)),
    disputed: differ.length,
    resolved: differ.filter(({ resolved }) => resolved).length,
  };
}
