// The tally of a ballot on initiatives.
//
// Model. A ballot is an opaque name. It belongs to one territory and approves some of its initiatives, each with the
// same weight (block approval). Let B(t) be the ballots of territory t, and C(b) the set of initiatives of ballot b.
//
//   votes(i) = |{ b ∈ B(t) : i ∈ C(b) }|
//
// Order. Initiatives of a territory stand by votes, most first; those with equal votes stand by their lot, which is
//
//   lot(i) = SHA-256( seed | "|" | territory | "|" | i )     of the UTF-8 bytes, as lower-case hexadecimal, ascending.
//
// The seed is published with the rules, before the ballot opens, so no one can choose it after seeing the votes; and
// anyone can recompute a lot with `printf '%s' 'SEED|TERRITORY|INITIATIVE' | sha256sum`. The lot orders every tie, not
// only the one at the cut, so that the whole published order is a function of the ballots.
//
// Winners. The first K(t) of that order. An initiative needs at least one vote to be known here, so there may be fewer.
//
// What a ballot may look like. The order of rows never matters, except for which line an error names:
// - the same initiative twice on a ballot counts once;
// - a row without initiative is a blank vote: the ballot counts as a ballot and gives no vote;
// - more different initiatives than `choices`, or rows in two territories, is an error and not a void ballot: the
//   program that receives votes cannot produce either, so such a file is not the one that its rules describe;
// - a row without ballot or without territory is an error.
//
// Time is linear in the rows times the choices that a ballot made. Memory is two integers per choice made, however many the
// rules allow, plus the name of each ballot, needed because the rows of a ballot may be apart (published ballots are shuffled).
import { createHash } from "node:crypto";
import type { TallyRules } from "./rules.ts";
import { TallyError } from "./tally-error.ts";

/** One choice of one ballot; `initiative` empty is a blank vote. */
export type BallotRow = { ballot: string; territory: string; initiative: string };

/** An initiative in the result. Only those with at least one vote are listed. */
export type InitiativeTally = { id: string; votes: number; won: boolean };

/** The result, by territory code. `ballots` counts ballots, blank ones included; it is not a sum of votes. */
export type TallyResult = { territories: Record<string, { ballots: number; initiatives: InitiativeTally[] }> };

const NONE = -1;

type Territory = { code: string; ballots: number; initiatives: Map<string, number>; votes: number[] };

/**
 * Counts ballots as their rows arrive, in any order.
 * @throws TallyError from `add` and `result`.
 */
export class Tally {
  readonly #rules: TallyRules;
  readonly #territories = new Map<string, Territory>();
  readonly #ballots = new Map<string, number>();
  readonly #territoryOf: Territory[] = [];
  /** Each choice made: the number of its initiative in its territory, and the choice of the same ballot made before it. */
  readonly #chosen: number[] = [];
  readonly #before: number[] = [];
  /** The last choice of each ballot. */
  readonly #lastOf: number[] = [];
  #lastBallot = "";
  #lastIndex = -1;
  #rows = 0;

  constructor(rules: TallyRules) {
    this.#rules = rules;
  }

  /** Adds one row. `line` is where it stands in its file; without it, rows are numbered from 1. */
  add(ballot: string, territory: string, initiative: string, line = this.#rows + 1): void {
    this.#rows += 1;
    if (ballot === "") throw new TallyError({ code: "empty-ballot", line });
    if (territory === "") throw new TallyError({ code: "empty-territory", line, ballot });
    const index = ballot === this.#lastBallot ? this.#lastIndex : this.#indexOf(ballot, territory);
    const place = this.#territoryOf[index];
    if (place === undefined || place.code !== territory) {
      const other = place?.code ?? "";
      throw new TallyError({ code: "two-territories", line, ballot, territory, other });
    }
    if (initiative !== "") this.#choose(index, place, initiative, { ballot, line });
  }

  /** The result of the rows added so far. */
  result(): TallyResult {
    const codes = [...this.#territories.keys()].sort(byCodeUnit);
    const entries = codes.flatMap((code) => {
      const place = this.#territories.get(code);
      return place === undefined ? [] : [[code, this.#resultOf(place)] as const];
    });
    return { territories: Object.fromEntries(entries) };
  }

  #indexOf(ballot: string, territory: string): number {
    let index = this.#ballots.get(ballot);
    if (index === undefined) {
      const place = this.#territory(territory);
      index = this.#territoryOf.length;
      place.ballots += 1;
      this.#territoryOf.push(place);
      this.#lastOf.push(NONE);
      this.#ballots.set(ownCopy(ballot), index);
    }
    this.#lastBallot = ballot;
    this.#lastIndex = index;
    return index;
  }

  #territory(code: string): Territory {
    let place = this.#territories.get(code);
    if (place === undefined) {
      place = { code: ownCopy(code), ballots: 0, initiatives: new Map(), votes: [] };
      this.#territories.set(place.code, place);
    }
    return place;
  }

  #choose(index: number, place: Territory, initiative: string, at: { ballot: string; line: number }): void {
    const { choices } = this.#rules;
    let number = place.initiatives.get(initiative);
    if (number === undefined) {
      number = place.votes.push(0) - 1;
      place.initiatives.set(ownCopy(initiative), number);
    }
    let made = 0;
    for (let one = this.#lastOf[index] ?? NONE; one !== NONE; one = this.#before[one] ?? NONE) {
      if (this.#chosen[one] === number) return;
      made += 1;
    }
    if (made >= choices) throw new TallyError({ code: "too-many-choices", ...at, choices });
    this.#before.push(this.#lastOf[index] ?? NONE);
    this.#lastOf[index] = this.#chosen.push(number) - 1;
    place.votes[number] = (place.votes[number] ?? 0) + 1;
  }

  #resultOf(place: Territory): TallyResult["territories"][string] {
    const winners = this.#winnersOf(place.code);
    const ordered = [...place.initiatives]
      .map(([id, number]) => ({ id, votes: place.votes[number] ?? 0, lot: lotOf(this.#rules, place.code, id) }))
      .sort((a, b) => b.votes - a.votes || byCodeUnit(a.lot, b.lot));
    return {
      ballots: place.ballots,
      initiatives: ordered.map(({ id, votes }, position) => ({ id, votes, won: position < winners })),
    };
  }

  #winnersOf(territory: string): number {
    const { winners } = this.#rules;
    if (typeof winners === "number") return winners;
    if (!Object.hasOwn(winners, territory)) throw new TallyError({ code: "no-winners-for-territory", territory });
    return winners[territory] ?? 0;
  }
}

/**
 * The tally of some ballots; see the head of this file for its definition.
 * @throws TallyError when a ballot or the rules cannot be counted.
 */
export function tally(ballots: Iterable<BallotRow>, rules: TallyRules): TallyResult {
  const count = new Tally(rules);
  for (const { ballot, territory, initiative } of ballots) count.add(ballot, territory, initiative);
  return count.result();
}

/** The lot of an initiative: 64 hexadecimal digits; among equal votes the lowest goes first. */
export function lotOf(rules: Pick<TallyRules, "tie">, territory: string, initiative: string): string {
  return createHash("sha256").update(`${rules.tie.lot}|${territory}|${initiative}`, "utf8").digest("hex");
}

/**
 * The exact bytes of a published result: JSON in one line, with a final line feed. Written by hand because an object puts
 * keys that look like whole numbers first, and the order by code must be the same in every language.
 */
export function serialize(result: TallyResult): string {
  const territories = Object.entries(result.territories)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([code, { ballots, initiatives }]) => {
      const rows = initiatives.map(({ id, votes, won }) => JSON.stringify({ id, votes, won }));
      return `${JSON.stringify(code)}:{"ballots":${ballots},"initiatives":[${rows.join(",")}]}`;
    });
  return `{"territories":{${territories.join(",")}}}\n`;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A field cut out of a long text keeps that whole text in memory; a name that stays needs its own bytes. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
