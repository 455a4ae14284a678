// A request joins the thread of what answers it for good: the need that says the same, or the commitment that was made of it.
import { sql } from "kysely";
import { findPersonalData } from "#analysis/text/personal-data.ts";
import { addHistory, type JoinedThing, link, listJoined, unlink } from "#core/trace/index.ts";
import { insertDemands } from "#modules/demands/index.ts";
import { getProcess, isOpen, listPublicProcesses, type Process } from "#modules/processes/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Case } from "../case-store.ts";
import { type Official, requireCase } from "../desk/case-acts.ts";

/** The needs and commitments that a case is joined to. */
export async function listLinked(db: ReadDb, caseId: number): Promise<JoinedThing[]> {
  return (await listJoined(db, { from: caseId }, "asked")).toSorted((a, b) => a.id - b.id);
}

/** Joins it to a need or a commitment, by its number or the address of its page. @throws Problem 400 for what is none */
export async function linkCase(tx: WriteTx, who: Official, one: Case, target: string): Promise<void> {
  requireCase(who, one);
  const id = Number(/(\d{1,15})\/?\s*$/.exec(target)?.[1] ?? 0);
  const thing = await tx
    .selectFrom("things")
    .select("id")
    .where("id", "=", id)
    .where("kind", "in", ["demand", "commitment"])
    .where("visibility", "=", "public")
    .executeTakeFirst();
  if (thing === undefined) throw new Problem(400, "cases.link.unknown", { field: "target" });
  await join(tx, who, one.id, thing.id);
}

async function join(tx: WriteTx, who: Official, caseId: number, to: number): Promise<void> {
  const by = who.authority.actor.accountId;
  await link(tx, { from: caseId, to, relation: "asked", by, now: who.now });
  await addHistory(tx, { thingId: caseId, event: "cases.linked", public: false, by, now: who.now });
}

export async function unlinkCase(tx: WriteTx, who: Official, one: Case, to: number): Promise<void> {
  requireCase(who, one);
  const by = who.authority.actor.accountId;
  await unlink(tx, { from: one.id, to, relation: "asked", by, now: who.now });
  await addHistory(tx, { thingId: one.id, event: "cases.unlinked", public: false, by, now: who.now });
}

export interface AlikeCase {
  id: number;
  number: string;
  text: string;
}

const MOST_ALIKE = 50;

/** Other requests of its agency, place and subject that are joined to no need yet, those that say most like it first. */
export async function listAlike(db: ReadDb, one: Case): Promise<AlikeCase[]> {
  const { rows } = await sql<AlikeCase>`
    select c.id, c.number, left(c.text, 200) as text from cases c
    where c.id <> ${one.id} and c.agency_code = ${one.agency} and c.territory_code = ${one.territory}
      and c.sector_code is not distinct from ${one.sector}
      and not exists (select from links l where l.from_id = c.id and l.relation = 'asked' and l.ended_at is null)
    order by word_similarity(sigesi_fold(left(${one.text}, 300)), sigesi_fold(left(c.text, 300))) desc, c.id desc
    limit ${MOST_ALIKE}`.execute(db);
  return rows;
}

/** The processes in which needs of its place are being gathered. */
export async function listGathering(db: ReadDb, one: Case, now: Date): Promise<Process[]> {
  return (await listPublicProcesses(db)).filter((process) => isOpen(process, one.territory, "gather", now));
}

/**
 * Many requests for one thing become a need, which the plan has to answer; each keeps its own term and its own answer.
 * @returns the need
 * @throws Problem 400 for words that say who somebody is, or a process that gathers nothing in that place
 */
export async function becomeNeed(
  tx: WriteTx,
  who: Official,
  one: Case,
  need: { text: string; processId: number; others: readonly number[] },
): Promise<number> {
  requireCase(who, one);
  if (findPersonalData(need.text, who.entity.jurisdiction).length > 0) {
    throw new Problem(400, "cases.desk.publish.personal", { field: "text" });
  }
  const gathering = await listGathering(tx, one, who.now);
  if (!gathering.some(({ id }) => id === need.processId)) {
    throw new Problem(400, "cases.link.noProcess", { field: "process" });
  }
  const alike = new Set((await listAlike(tx, one)).map(({ id }) => id));
  const others = need.others.filter((id) => alike.has(id));
  const process = await getProcess(tx, need.processId);
  const [demand = 0] = await insertDemands(
    tx,
    [
      {
        processId: process.id,
        territory: one.territory,
        text: need.text,
        channel: "web",
        groups: [],
        supports: others.length,
        ...(one.sector !== null && { sector: one.sector }),
        saidAt: who.now,
      },
    ],
    who.now,
  );
  for (const id of [one.id, ...others]) await join(tx, who, id, demand);
  return demand;
}
