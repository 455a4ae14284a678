// Opinion groups from agree, disagree and pass votes: the whole computation on one screen. A pure function: the same
// votes give the same bytes on any machine, whatever the order of the rows. Only +, −, ×, ÷ and √ touch the figures, which
// IEEE 754 fixes to the last bit; every sum has one order, and nothing is drawn. It always starts cold: a result
// never depends on an earlier one.
import { columnMeans, countVotes } from "./column-means.ts";
import { principalComponents } from "./components.ts";
import { groupAwareConsensus, majorities } from "./consensus.ts";
import { countGroupVotes } from "./group-votes.ts";
import { type Grouping, groupPeople } from "./grouping.ts";
import { extremities, projectPeople } from "./projections.ts";
import { representativeStatements } from "./representative.ts";
import { priorities } from "./routing.ts";
import type { OpinionGroups, OpinionInput } from "./types.ts";
import { type VoteMatrix, voteMatrix } from "./vote-matrix.ts";

/** Hears the name of each part when it is done, for whoever measures. */
export type Progress = (part: "matrix" | "components" | "projections" | "grouping" | "statements") => void;

/**
 * The groups of opinion of a conversation, what each says and what all share.
 * @throws RangeError when a vote cannot be.
 */
export function opinionGroups(input: OpinionInput, progress: Progress = () => undefined): OpinionGroups {
  const matrix = voteMatrix(input);
  progress("matrix");
  const counts = countVotes(matrix);
  const center = columnMeans(matrix, counts);
  const components = principalComponents(matrix, center);
  progress("components");
  const projections = projectPeople(matrix, center, components);
  progress("projections");
  const grouping =
    input.labels === undefined ? groupPeople(matrix, projections, input.groups) : given(matrix, input.labels);
  progress("grouping");
  const groupVotes = countGroupVotes(matrix, grouping.groupOf, grouping.groups);
  const extremity = extremities(center, components);
  const result: OpinionGroups = {
    rows: matrix.rows,
    columns: matrix.columns,
    votes: matrix.cells.length,
    ...grouping,
    projections,
    counts,
    center,
    components,
    extremity,
    groupAwareConsensus: groupAwareConsensus(groupVotes),
    priority: priorities(matrix, groupVotes, extremity),
    representative: Array.from({ length: grouping.groups }, (_, group) =>
      representativeStatements(groupVotes, group, matrix.out),
    ),
    consensus: majorities(matrix, counts),
    groupVotes,
  };
  progress("statements");
  return result;
}

/** Given groups: who has none is outside of the conversation (§11). */
function given(matrix: VoteMatrix, labels: Int32Array): Grouping {
  const groupOf = Int32Array.from(matrix.rows, (person) => labels[person] ?? -1);
  return { groupOf, groups: labels.reduce((most, group) => Math.max(most, group + 1), 0), silhouette: null, marks: [] };
}
