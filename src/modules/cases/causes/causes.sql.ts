// Causes and actions of a quarter: each change is a version, and the last one is what the report says.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export const ABOUT = ["form", "agency"] as const;
export type About = (typeof ABOUT)[number];

export interface Causes {
  quarter: string;
  about: About;
  /** Form or agency. */
  code: string;
  version: number;
  causes: string;
  actions: string;
  by: string | null;
  at: Date;
}

/** The last version of each, of a quarter or of all of them. */
export async function listCauses(db: ReadDb, quarter?: string): Promise<Causes[]> {
  const { rows } = await sql<Causes>`
    select distinct on (c.quarter, c.about, c.code) c.quarter, c.about, c.code, c.version, c.causes, c.actions,
      a.name as by, c.made_at as at
    from case_causes c left join accounts a on a.id = c.made_by
    where ${quarter ?? null}::text is null or c.quarter = ${quarter ?? null}
    order by c.quarter, c.about, c.code, c.version desc`.execute(db);
  return rows;
}

type Subject = Pick<Causes, "quarter" | "about" | "code">;

/** All the versions of one, the last first. */
export async function listVersionsOf(db: ReadDb, { quarter, about, code }: Subject): Promise<Causes[]> {
  const { rows } = await sql<Causes>`
    select c.quarter, c.about, c.code, c.version, c.causes, c.actions, a.name as by, c.made_at as at
    from case_causes c left join accounts a on a.id = c.made_by
    where c.quarter = ${quarter} and c.about = ${about} and c.code = ${code} order by c.version desc`.execute(db);
  return rows;
}

/** Writes the next version of one. */
export async function addCauses(
  tx: WriteTx,
  {
    quarter,
    about,
    code,
    causes,
    actions,
    by,
    now,
  }: Subject & {
    causes: string;
    actions: string;
    by: number | undefined;
    now: Date;
  },
): Promise<void> {
  // Two officials who write the same at once take their turns.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`causes/${quarter}/${about}/${code}`}, 0))`.execute(tx);
  const [last] = await listVersionsOf(tx, { quarter, about, code });
  const version = (last?.version ?? 0) + 1;
  await tx
    .insertInto("case_causes")
    .values({ quarter, about, code, version, causes, actions, made_by: by ?? null, made_at: now })
    .execute();
}
