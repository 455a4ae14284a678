// The statements that tell a group from the others (§6): those on which its members lean to one side, and lean so more
// than everybody else.
import { type Count, countAt, totalAt } from "./group-votes.ts";
import { isSignificant, proportion, proportionTest, twoProportionsTest } from "./proportions.ts";
import type { GroupVotes, Representative, Side } from "./types.ts";

const MOST = 5;

/** What a group says on a statement, beside what the others say: p and its test, r = p / p of the others and its test. */
interface Leaning {
  column: number;
  votes: Count;
  agree: Measures;
  disagree: Measures;
}

interface Measures {
  p: number;
  pTest: number;
  r: number;
  rTest: number;
}

/** At most five representative statements of a group; `out`: columns that never are. */
export function representativeStatements(votes: GroupVotes, group: number, out: Uint8Array): Representative[] {
  let best: Leaning | undefined;
  let bestAgree: Leaning | undefined;
  const sufficient: Leaning[] = [];
  for (let column = 0; column < votes.columns; column += 1) {
    if (out[column] === 1) continue;
    const leaning = leaningOf(votes, group, column);
    if (isSufficient(leaning)) sufficient.push(leaning);
    if (sufficient.length === 0 && (best === undefined || strength(leaning) > strength(best))) best = leaning;
    if (isBetterAgreement(leaning, bestAgree)) bestAgree = leaning;
  }
  const head = bestAgree === undefined ? [] : [bestAgree];
  if (sufficient.length === 0) return chosen(head.length > 0 || best === undefined ? head : [best]);
  const rest = sufficient.filter((one) => one !== bestAgree).sort((a, b) => metric(b) - metric(a));
  const five = chosen([...head, ...rest].slice(0, MOST));
  return [...five.filter(({ side }) => side === "agree"), ...five.filter(({ side }) => side === "disagree")];
}

function chosen(leanings: readonly Leaning[]): Representative[] {
  return leanings.map((leaning) => ({ column: leaning.column, side: sideOf(leaning) }));
}

function leaningOf(votes: GroupVotes, group: number, column: number): Leaning {
  const own = countAt(votes, group, column);
  const total = totalAt(votes, column);
  const others = total.all - own.all;
  return {
    column,
    votes: own,
    agree: measures(own.agrees, own.all, total.agrees - own.agrees, others),
    disagree: measures(own.disagrees, own.all, total.disagrees - own.disagrees, others),
  };
}

function measures(count: number, all: number, otherCount: number, others: number): Measures {
  const p = proportion(count, all);
  return {
    p,
    pTest: proportionTest(count, all),
    r: p / proportion(otherCount, others),
    rTest: twoProportionsTest(count, all, otherCount, others),
  };
}

function isSufficient({ agree, disagree }: Leaning): boolean {
  return [agree, disagree].some(({ pTest, rTest }) => isSignificant(rTest) && isSignificant(pTest));
}

function strength({ agree, disagree }: Leaning): number {
  return Math.max(agree.rTest, disagree.rTest);
}

function sideOf({ agree, disagree }: Leaning): Side {
  return agree.rTest > disagree.rTest ? "agree" : "disagree";
}

/** What the sufficient ones are ordered by. */
function metric(leaning: Leaning): number {
  const { p, pTest, r, rTest } = leaning[sideOf(leaning)];
  return r * rTest * p * pTest;
}

/** Whether a statement is one that the group agrees with, more so than the best one up to here. */
function isBetterAgreement({ votes, agree }: Leaning, current: Leaning | undefined): boolean {
  if (votes.agrees === 0 && votes.disagrees === 0) return false;
  if (current === undefined) return isSignificant(agree.pTest) || (agree.r > 1 && agree.p > 0.5);
  const before = current.agree;
  if (before.r > 1)
    return agree.r * agree.rTest * agree.p * agree.pTest > before.r * before.rTest * before.p * before.pTest;
  return agree.p * agree.pTest > before.p * before.pTest;
}
