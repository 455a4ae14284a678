// What a page may say of a picture. Groups smaller than 5 are not described, and nothing that is told lets anybody subtract
// what they said: totals are of the groups that are shown, and only where each of them has enough answers.

import type { Side } from "#analysis/opinion-groups/types.ts";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import type { ChartColor, Shape } from "#platform/views/charts.tsx";
import type { Statement } from "../conversation.ts";
import type { Counts, Picture, PictureMark } from "./picture.ts";
import type { Telling } from "./places.ts";

const LETTERS = ["A", "B", "C", "D", "E"] as const;
const SHAPES: readonly Shape[] = ["circle", "square", "triangle", "diamond", "bar"];
const COLORS: readonly ChartColor[] = [1, 2, 3, 4, 5];

/** Distance between the groups that agree most and least, from which a statement divides. */
const DIVIDES = 0.4;

export interface ShownGroup {
  /** Its place in the picture. */
  index: number;
  letter: string;
  color: ChartColor;
  shape: Shape;
  size: number;
  at: readonly [number, number];
  marks: readonly PictureMark[];
  says: readonly { statement: ShownStatement; side: Side }[];
}

export interface ShownStatement {
  number: number;
  text: string;
  language: string;
  isMeta: boolean;
  /** Of each shown group; null where fewer than 5 of its people answered. */
  groups: readonly (Counts | null)[];
  /** Of all shown groups, or of everybody where there are none; null where a group's could be subtracted from it. */
  total: Counts | null;
}

export interface Shown {
  /** People that can be told without giving a small group away. */
  people: number;
  groups: readonly ShownGroup[];
  /** In the order in which they came; rejected ones are left out. */
  statements: readonly ShownStatement[];
  common: readonly { statement: ShownStatement; side: Side }[];
  dividing: readonly ShownStatement[];
}

const EVERYTHING: Telling = { byGroup: true, less: new Map() };

/** What is told of a result with `people` people; of that of one place among several, as far as `telling` says. */
export function shownOf(
  picture: Picture,
  people: number,
  statements: readonly Statement[],
  telling: Telling = EVERYTHING,
): Shown {
  const described = telling.byGroup ? picture.groups : [];
  const kept = described.flatMap((group, index) => (group.size >= SMALLEST_SHOWN ? [{ group, index }] : []));
  const indexes = kept.map(({ index }) => index);
  const list = shownStatements(picture, indexes, { statements, telling });
  const byNumber = new Map(list.map((one) => [one.number, one]));
  const groups = kept.map(({ group, index }, place) => ({
    index,
    letter: LETTERS[place] ?? "",
    color: COLORS[place] ?? 6,
    shape: SHAPES[place] ?? "circle",
    size: group.size,
    at: group.at,
    marks: picture.marks.filter((mark) => mark.group === index),
    says: group.representative.flatMap(({ number, side }) => {
      const statement = byNumber.get(number);
      return statement?.groups[place] ? [{ statement, side }] : [];
    }),
  }));
  const grouped = groups.reduce((sum, group) => sum + group.size, 0);
  const rest = people - grouped;
  return {
    people: rest < SMALLEST_SHOWN && groups.length > 0 ? grouped : people,
    groups,
    statements: list,
    common: commonOf(picture, list),
    dividing: dividingOf(list),
  };
}

function shownStatements(
  picture: Picture,
  kept: readonly number[],
  { statements, telling }: { statements: readonly Statement[]; telling: Telling },
): ShownStatement[] {
  const counted = new Map(picture.statements.map((one) => [one.number, one]));
  return statements.flatMap((statement): ShownStatement[] => {
    const counts = counted.get(statement.number);
    if (counts === undefined || statement.moderated === -1) return [];
    const { number, text, language, isMeta } = statement;
    const how = telling.less.get(number);
    if (how !== undefined)
      return [{ number, text, language, isMeta, groups: kept.map(() => null), total: placeTotal(counts, how) }];
    const cells = kept.map((index) => counts.groups[index] ?? ([0, 0, 0] as const));
    const isTold = (cell: Counts): boolean => cell[2] >= SMALLEST_SHOWN;
    const groups = cells.map((cell) => (isTold(cell) ? cell : null));
    const safe = cells.every((cell) => cell[2] === 0 || isTold(cell));
    const sum = kept.length === 0 ? counts.total : cells.reduce(added, [0, 0, 0]);
    return [{ number, text, language, isMeta, groups, total: safe && isTold(sum) ? sum : null }];
  });
}

/** Of a place that is not told by group: how many said what in all of its groups, where that may be told. */
function placeTotal({ groups, total }: Picture["statements"][number], how: "total" | "nothing"): Counts | null {
  const sum = groups.length === 0 ? total : groups.reduce(added, [0, 0, 0]);
  return how === "total" && sum[2] >= SMALLEST_SHOWN ? sum : null;
}

function added(a: Counts, b: Counts): Counts {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** Share of a side among the answers of a group, passes included. */
export function shareOf(counts: Counts, side: Side): number {
  return counts[2] === 0 ? 0 : counts[side === "agree" ? 0 : 1] / counts[2];
}

/** What most people of every shown group agree with, or disagree with; the most shared first. */
function commonOf(picture: Picture, list: readonly ShownStatement[]): Shown["common"] {
  const product = new Map(
    picture.statements.map(({ number, agreement, disagreement }) => [
      number,
      { agree: agreement, disagree: disagreement },
    ]),
  );
  return list
    .filter((one) => !one.isMeta && one.groups.length > 0)
    .flatMap((statement) =>
      (["agree", "disagree"] as const).flatMap((side) =>
        statement.groups.every((counts) => counts !== null && shareOf(counts, side) > 0.5) ? [{ statement, side }] : [],
      ),
    )
    .sort(
      (a, b) => (product.get(b.statement.number)?.[b.side] ?? 0) - (product.get(a.statement.number)?.[a.side] ?? 0),
    );
}

function dividingOf(list: readonly ShownStatement[]): ShownStatement[] {
  const spread = ({ groups, isMeta }: ShownStatement): number => {
    if (isMeta || groups.length < 2) return 0;
    const shares = groups.map((counts) => (counts === null ? Number.NaN : shareOf(counts, "agree")));
    return Math.max(...shares) - Math.min(...shares);
  };
  return list.filter((one) => spread(one) >= DIVIDES).toSorted((a, b) => spread(b) - spread(a));
}
