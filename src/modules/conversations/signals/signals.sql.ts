import { sql } from "kysely";
import type { SignalRule } from "#analysis/coordination/coordination.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export type CaseDecision = "doubt" | "keep";

/** A sign of coordinated or automatic answers, and what was decided about it. */
export interface Case {
  number: number;
  rule: SignalRule;
  figures: Readonly<Record<string, number>>;
  people: number;
  foundAt: Date;
  decision: CaseDecision | null;
  reason: string | null;
  decidedAt: Date | null;
}

/** The cases of a conversation: those that nobody has looked at first. */
export async function listCases(db: ReadDb, conversationId: number): Promise<Case[]> {
  const { rows } = await sql<Case>`
    select c.number, c.rule, c.figures, c.found_at as "foundAt", c.decision, c.reason, c.decided_at as "decidedAt",
      (select count(*) from conversation_case_people p
        where p.conversation_id = c.conversation_id and p.case_number = c.number) as people
    from conversation_cases c where c.conversation_id = ${conversationId}
    order by c.decision is not null, c.number`.execute(db);
  return rows;
}

/** How many cases nobody has looked at. */
export async function countOpenCases(db: ReadDb, conversationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from conversation_cases
    where conversation_id = ${conversationId} and decision is null`.execute(db);
  return rows[0]?.n ?? 0;
}

/** A person in a case. */
export interface CasePerson {
  number: number;
  rule: SignalRule;
  decision: CaseDecision | null;
  participantId: number;
}

/** Everybody in a case. */
export async function listCasePeople(db: ReadDb, conversationId: number): Promise<CasePerson[]> {
  const { rows } = await sql<CasePerson>`
    select c.number, c.rule, c.decision, p.participant_id as "participantId"
    from conversation_cases c join conversation_case_people p
      on p.conversation_id = c.conversation_id and p.case_number = c.number
    where c.conversation_id = ${conversationId} order by c.number, p.participant_id`.execute(db);
  return rows;
}

/** Somebody in a case, as the staff sees them. */
export interface CaseMember {
  number: number;
  participantId: number;
  at: Date;
  answers: number;
}

/** Everybody in the cases of a conversation, in the order in which they came. */
export async function listMembers(db: ReadDb, conversationId: number): Promise<CaseMember[]> {
  const { rows } = await sql<CaseMember>`
    select p.case_number as number, p.participant_id as "participantId", v.joined_at as at,
      (select count(*) from conversation_votes a
        where a.conversation_id = p.conversation_id and a.participant_id = p.participant_id) as answers
    from conversation_case_people p join conversation_voters v using (conversation_id, participant_id)
    where p.conversation_id = ${conversationId} order by p.case_number, v.joined_at, p.participant_id`.execute(db);
  return rows;
}

/** Whose answers are in doubt. */
export async function listDoubted(db: ReadDb, conversationId: number): Promise<Set<number>> {
  const people = await listCasePeople(db, conversationId);
  return new Set(people.flatMap(({ decision, participantId }) => (decision === "doubt" ? [participantId] : [])));
}

/** When somebody came and from which network, while that is remembered. */
export interface Arrival {
  participantId: number;
  at: Date;
  network: string | null;
}

export async function listArrivals(db: ReadDb, conversationId: number): Promise<Arrival[]> {
  const { rows } = await sql<Arrival>`
    select participant_id as "participantId", joined_at as at, encode(network, 'hex') as network
    from conversation_voters where conversation_id = ${conversationId}`.execute(db);
  return rows;
}

export interface NewCase {
  rule: SignalRule;
  figures: Readonly<Record<string, number>>;
  people: readonly number[];
  /** Number of the open case that these people join; a case of its own without it. */
  joins?: number;
}

/** Writes cases, or adds people to them. One thread alone finds them, so that numbers follow each other. */
export async function saveCases(
  tx: WriteTx,
  conversationId: number,
  cases: readonly NewCase[],
  now: Date,
): Promise<void> {
  for (const one of cases) {
    const { rows } = await sql<{ number: number }>`
      insert into conversation_cases as c (conversation_id, number, rule, figures, found_at)
      select ${conversationId}, coalesce(${one.joins ?? null}::integer, max(number) + 1, 1), ${one.rule},
        ${JSON.stringify(one.figures)}::jsonb, ${now} from conversation_cases where conversation_id = ${conversationId}
      on conflict (conversation_id, number) do update set figures = excluded.figures, found_at = excluded.found_at
      returning number`.execute(tx);
    await sql`
      insert into conversation_case_people (conversation_id, case_number, participant_id)
      select ${conversationId}, ${rows[0]?.number ?? 0}, unnest(${[...one.people]}::bigint[])`.execute(tx);
  }
}
