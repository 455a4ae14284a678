// Looks for signs of coordinated or automatic answers in the votes of a conversation.
import { findSignals } from "#analysis/coordination/coordination.ts";
import type { OpinionGroups, OpinionInput } from "#analysis/opinion-groups/types.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { Voter } from "../results/voters.ts";
import { type CasePerson, listArrivals, listCasePeople, type NewCase } from "./signals.sql.ts";

/** Signs that no case tells of yet. `voters`: position in the input → who it is. */
export async function findNewCases(
  db: ReadDb,
  conversationId: number,
  found: { voters: readonly Voter[]; input: OpinionInput; result: OpinionGroups },
): Promise<NewCase[]> {
  const { voters, input, result } = found;
  const arrivals = new Map((await listArrivals(db, conversationId)).map((one) => [one.participantId, one]));
  const groupOf = new Int32Array(voters.length).fill(-1);
  for (const [row, group] of result.groupOf.entries()) groupOf[result.rows[row] ?? 0] = group;
  const signals = findSignals({
    votes: { ...input.votes, times: input.votes.times ?? new Float64Array(input.votes.values.length) },
    participants: voters.length,
    joined: Float64Array.from(voters, ({ participantId }) => arrivals.get(participantId)?.at.getTime() ?? 0),
    networks: voters.map(({ participantId }) => arrivals.get(participantId)?.network ?? undefined),
    groupOf,
  });
  const known = await listCasePeople(db, conversationId);
  return signals.flatMap(({ rule, figures, people }) => {
    const ids = people.map((position) => voters[position]?.participantId ?? 0);
    return freshOf({ rule, figures, people: ids }, known);
  });
}

/** Whom no case of the rule has yet: they join one that is open and has some of the others, or make a case of their own. */
function freshOf(signal: NewCase, known: readonly CasePerson[]): NewCase[] {
  const asked = new Set(signal.people);
  const same = known.filter(({ rule, participantId }) => rule === signal.rule && asked.has(participantId));
  const taken = new Set(same.map(({ participantId }) => participantId));
  const people = signal.people.filter((id) => !taken.has(id));
  if (people.length === 0) return [];
  const joins = same.find(({ decision }) => decision === null)?.number;
  return [{ ...signal, people, ...(joins !== undefined && { joins }) }];
}
