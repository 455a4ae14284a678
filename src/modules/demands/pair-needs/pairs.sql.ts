// The next two needs that may say the same: the program proposes by the text, the place and the sector; a person reads both.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { WAITING_STATES } from "../demand.ts";
import { findSimilarDemands } from "../similar.sql.ts";

export interface PairFilter {
  processId: number;
  /** Codes among which the reader may look; undefined: everywhere. */
  territories?: readonly string[];
  territory?: string;
  sector?: string;
  /** Where to go on: needs up to this one were looked at already. */
  after: number;
  accountId: number | undefined;
  now: Date;
}

export interface Pair {
  /** The need being looked at, and those like it, most alike first. */
  need: number;
  candidates: readonly Candidate[];
}

export interface Candidate {
  id: number;
  /** From 0 to 1, of their letters. */
  likeness: number;
  sameSector: boolean;
}

/** Needs looked at for one page: a page must come in a second although no pair comes up. */
const LOOKED_AT = 12;
const CANDIDATES = 5;
/** What sharing the coded sector adds to the likeness of the letters, and what another sector takes. */
const SECTOR_WEIGHT = 0.1;

/** The first need after `after` that waits, is in nobody else's hands and has others like it; and the last one looked at. */
export async function findNextPair(db: ReadDb, filter: PairFilter): Promise<{ pair?: Pair; last?: number }> {
  const needs = await listFree(db, filter);
  for (const need of needs) {
    const candidates = await findCandidates(db, filter, need);
    if (candidates.length > 0) return { pair: { need: need.id, candidates }, last: need.id };
  }
  return { last: needs.length < LOOKED_AT ? undefined : needs.at(-1)?.id };
}

interface Need {
  id: number;
  text: string;
  territory: string;
}

async function listFree(db: ReadDb, filter: PairFilter): Promise<Need[]> {
  const { processId, territories, territory, sector, after, accountId, now } = filter;
  const { rows } = await sql<Need>`
    select d.id, d.text, d.territory_code as territory from demands d
    where d.process_id = ${processId} and d.id > ${after} and d.hidden_reason is null
      and d.state = any (${WAITING_STATES}::text[])
      and (${territories ?? null}::text[] is null or d.territory_code = any (${territories ?? null}))
      and (${territory ?? null}::text is null or d.territory_code = ${territory ?? null})
      and (${sector ?? null}::text is null or d.sector_code = ${sector ?? null})
      and not exists (select 1 from demand_claims c
        where c.demand_id = d.id and c.expires_at > ${now} and c.account_id is distinct from ${accountId ?? null}::bigint)
    order by d.id limit ${LOOKED_AT}`.execute(db);
  return rows;
}

/** Needs like one, without those that a person found different from it and those in somebody else's hands. */
async function findCandidates(
  db: ReadDb,
  { processId, accountId, now }: Pick<PairFilter, "processId" | "accountId" | "now">,
  need: Need,
): Promise<Candidate[]> {
  const similar = await findSimilarDemands(db, {
    processId,
    territoryCode: need.territory,
    text: need.text,
    limit: 2 * CANDIDATES,
  });
  const ids = similar.map(({ id }) => id).filter((id) => id !== need.id);
  const { rows } = await sql<Candidate>`
    select d.id, similarity(d.folded, own.folded)::float8 as likeness,
      coalesce(d.sector_code = own.sector_code, false) as "sameSector"
    from demands own join demands d on d.id = any (${ids}::bigint[])
    where own.id = ${need.id} and d.state in ('received', 'read', 'taken') and d.hidden_reason is null
      and not exists (select 1 from demand_differences x where x.undone_at is null
        and x.first_id = least(d.id, own.id) and x.second_id = greatest(d.id, own.id))
      and not exists (select 1 from demand_claims c
        where c.demand_id = d.id and c.expires_at > ${now} and c.account_id is distinct from ${accountId ?? null}::bigint)
    order by similarity(d.folded, own.folded) + ${SECTOR_WEIGHT}::float8 * case
        when d.sector_code = own.sector_code then 1 when d.sector_code <> own.sector_code then -1 else 0 end desc, d.id
    limit ${CANDIDATES}`.execute(db);
  return rows;
}
