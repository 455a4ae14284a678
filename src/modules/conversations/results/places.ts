// What may be told of each place of a conversation that is held in several, beside the result of all: everybody knows that the
// places add up to all, so what one of them hides must not be what is left over.
import { SMALLEST_SHOWN, suppressSmall } from "#analysis/suppress/suppress-small.ts";
import type { Picture } from "./picture.ts";

/** What a page may say of the result of a place. */
export interface Telling {
  /** Whether its groups are described at all. */
  byGroup: boolean;
  /** Number of a statement → what is told of it less than its groups; the others are told by group. */
  less: ReadonlyMap<number, "total" | "nothing">;
}

export interface PlaceResult {
  people: number;
  picture: Picture;
}

type Cells = ReadonlyMap<string, readonly number[]>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN;

/** Places with a result of their own: those of one to four people have none, nor those with which they hide. `people`: of each place. */
export function placesWithResult(people: ReadonlyMap<string, number>): ReadonlySet<string> {
  return new Set([...suppressSmall(people).counts].flatMap(([place, count]) => (count === null ? [] : [place])));
}

/**
 * What is told of each place; a place that is not in it has no result of its own.
 *
 * - Groups: a place with a group of one to four people is told without groups, and so is the smallest other one. Were only that place
 *   without, the group would be what the same people of the other places leave of a group of all.
 * - Statements: the same with how many of each group answered one; it is then told of the whole place.
 * - Of those sums by place, and of whatever else the equation holds, one to four hide with the smallest other (`suppressSmall`).
 */
export function tellingByPlace(whole: Picture, places: ReadonlyMap<string, PlaceResult>): Map<string, Telling> {
  const withResult = placesWithResult(new Map([...places].map(([place, { people }]) => [place, people])));
  const told = [...places].filter(([place]) => withResult.has(place));
  const away = [...places].filter(([place]) => !withResult.has(place));
  const sizesOf = (list: typeof told): Cells =>
    new Map(list.map(([place, { picture }]) => [place, picture.groups.map(({ size }) => size)]));
  const wholeSizes = whole.groups.map(({ size }) => size);
  const noGroups = withoutGroups(sizesOf(told), isSmall(sum(wholeSizes.filter(isSmall))));
  const telling = new Map(told.map(([place]) => [place, { byGroup: !noGroups.has(place), less: new Map() }]));
  for (const [number, answersOf] of answersByStatement(whole, places)) {
    const cells: Cells = new Map(told.map(([place]) => [place, answersOf(place)]));
    const bySum = withoutGroups(cells, false);
    const rest = restOf(whole, answersOf(undefined), cells, sum(away.flatMap(([place]) => answersOf(place))));
    const silent = withoutSum(cells, rest);
    for (const [place, { less }] of telling) {
      if (silent.has(place)) less.set(number, "nothing");
      else if (bySum.has(place) || noGroups.has(place)) less.set(number, "total");
    }
  }
  return telling;
}

/** Places where a cell is small, and beside them the smallest other one (all of them, where several are as small). */
function withoutGroups(cells: Cells, always: boolean): ReadonlySet<string> {
  const small = [...cells].filter(([, counts]) => counts.some(isSmall)).map(([place]) => place);
  if (small.length === 0 && !always) return new Set();
  const others = [...cells].filter(([place, counts]) => !small.includes(place) && sum(counts) > 0);
  const least = Math.min(...others.map(([, counts]) => sum(counts)));
  return new Set([...small, ...others.filter(([, counts]) => sum(counts) === least).map(([place]) => place)]);
}

/** Places whose sum is not told. `rest`: what else the equation between the places and all holds. */
function withoutSum(cells: Cells, rest: readonly number[]): ReadonlySet<string> {
  const counts = new Map([...cells].map(([place, list]) => [place, sum(list)]));
  for (const [index, count] of rest.entries()) if (isSmall(count)) counts.set(` ${index}`, count);
  return new Set([...suppressSmall(counts).counts].flatMap(([place, count]) => (count === null ? [place] : [])));
}

/** What the result of all hides, what is of places without a result, and those who are in a group of one result and not of the other. */
function restOf(whole: Picture, ofAll: readonly number[], cells: Cells, away: number): readonly number[] {
  const hidden = ofAll.filter((count, group) => isSmall(whole.groups[group]?.size ?? 0) || isSmall(count));
  return [sum(hidden), away, Math.abs(sum(ofAll) - sum([...cells.values()].flat()) - away)];
}

/** Number of a statement → how many answered it in each group of a place, or of all; of a picture without groups, of everybody. */
function* answersByStatement(whole: Picture, places: ReadonlyMap<string, PlaceResult>) {
  const byNumber = (picture: Picture) =>
    new Map(
      picture.statements.map(({ number, groups, total }) => [
        number,
        picture.groups.length === 0 ? [total[2]] : groups.map(([, , all]) => all),
      ]),
    );
  const ofAll = byNumber(whole);
  const ofPlaces = new Map([...places].map(([place, { picture }]) => [place, byNumber(picture)]));
  const numbers = new Set([ofAll, ...ofPlaces.values()].flatMap((counts) => [...counts.keys()]));
  for (const number of numbers)
    yield [
      number,
      (place: string | undefined): readonly number[] =>
        (place === undefined ? ofAll : ofPlaces.get(place))?.get(number) ?? [],
    ] as const;
}
