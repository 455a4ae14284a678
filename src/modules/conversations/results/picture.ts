// What is kept and shown of a result: groups, counts and marks of a map. Nothing about one person.

import { countAt } from "#analysis/opinion-groups/group-votes.ts";
import type { OpinionGroups, Side } from "#analysis/opinion-groups/types.ts";

/** Agrees, disagrees, and all answers, passes included. */
export type Counts = readonly [agrees: number, disagrees: number, all: number];

export interface PictureStatement {
  /** Number of the statement in its conversation. */
  number: number;
  /** Of each group, in their order. */
  groups: readonly Counts[];
  /** Of everybody with a vote, in a group or not. */
  total: Counts;
  /** Product over the groups of their proportion of agreement, and of disagreement: what all share. */
  agreement: number;
  disagreement: number;
  /** Mean and loadings, to tell where somebody with some answers stands. */
  center: number;
  loadings: readonly [number, number];
}

export interface PictureGroup {
  size: number;
  /** Mean place of its people. */
  at: readonly [number, number];
  representative: readonly { number: number; side: Side }[];
}

/** People who stand together: a mark of the map. */
export interface PictureMark {
  at: readonly [number, number];
  people: number;
  group: number;
}

export interface Picture {
  groups: readonly PictureGroup[];
  silhouette: number | null;
  statements: readonly PictureStatement[];
  marks: readonly PictureMark[];
  /** Numbers of the statements on which most people agree, or disagree. */
  consensus: { agree: readonly number[]; disagree: readonly number[] };
  /** Statements that move nobody, and count as answered when a place is computed. */
  outside: number;
}

/** The picture of a result. `numbers`: position of a statement in the computation → its number. */
export function pictureOf(result: OpinionGroups, numbers: readonly number[], out: ReadonlySet<number>): Picture {
  const numberOf = (column: number): number => numbers[result.columns[column] ?? -1] ?? -1;
  const everybody = totals(result);
  return {
    groups: result.representative.map((list, group) => ({
      size: result.groupOf.reduce((count, one) => count + (one === group ? 1 : 0), 0),
      at: middleOf(result, group),
      representative: list.map(({ column, side }) => ({ number: numberOf(column), side })),
    })),
    silhouette: result.silhouette,
    statements: Array.from(result.columns, (_, column) => ({
      number: numberOf(column),
      groups: Array.from({ length: result.groups }, (_, group) => {
        const { agrees, disagrees, all } = countAt(result.groupVotes, group, column);
        return [agrees, disagrees, all] as const;
      }),
      total: everybody[column] ?? [0, 0, 0],
      agreement: result.groupAwareConsensus[column] ?? 0,
      disagreement: sharedDisagreement(result, column),
      center: result.center[column] ?? 0,
      loadings: [result.components[0][column] ?? 0, result.components[1][column] ?? 0] as const,
    })),
    marks: result.marks.map(({ x, y, people, group }) => ({ at: [x, y] as const, people, group })),
    consensus: {
      agree: result.consensus.agree.map(numberOf),
      disagree: result.consensus.disagree.map(numberOf),
    },
    outside: Array.from(result.columns, (_, column) => numberOf(column)).filter((number) => out.has(number)).length,
  };
}

function totals(result: OpinionGroups): Counts[] {
  return Array.from(result.columns, (_, column) => {
    const [disagrees = 0, passes = 0, agrees = 0] = result.counts.subarray(3 * column, 3 * column + 3);
    return [agrees, disagrees, disagrees + passes + agrees];
  });
}

function sharedDisagreement({ groupVotes, groups }: OpinionGroups, column: number): number {
  let product = 1;
  for (let group = 0; group < groups; group += 1) {
    const { disagrees, all } = countAt(groupVotes, group, column);
    product *= (disagrees + 1) / (all + 2);
  }
  return product;
}

function middleOf({ projections, groupOf }: OpinionGroups, group: number): readonly [number, number] {
  let [x, y, people] = [0, 0, 0];
  for (const [row, one] of groupOf.entries()) {
    if (one !== group) continue;
    x += projections[2 * row] ?? 0;
    y += projections[2 * row + 1] ?? 0;
    people += 1;
  }
  return [x / Math.max(1, people), y / Math.max(1, people)];
}

/**
 * Where somebody with some answers stands, and in which group's middle they are nearest to; undefined without answers or
 * groups. The same formula as in the computation (§4 of docs/opinion-groups.md). `answers`: number of the statement → vote.
 */
export function placeOf(
  picture: Picture,
  answers: ReadonlyMap<number, number>,
  out: ReadonlySet<number>,
): { at: readonly [number, number]; group: number } | undefined {
  let [x, y, present] = [0, 0, picture.outside];
  for (const { number, center, loadings } of picture.statements) {
    const vote = answers.get(number);
    if (vote === undefined || out.has(number)) continue;
    x += (vote - center) * loadings[0];
    y += (vote - center) * loadings[1];
    present += 1;
  }
  if (present === picture.outside || picture.groups.length === 0) return undefined;
  const scale = Math.sqrt(picture.statements.length / present);
  const at = [scale * x, scale * y] as const;
  const far = picture.groups.map((group) => (group.at[0] - at[0]) ** 2 + (group.at[1] - at[1]) ** 2);
  return { at, group: far.indexOf(Math.min(...far)) };
}
