// What goes in and what comes out. People and statements are numbers here: their position, from 0, in the ascending order
// of their ids. Whoever calls keeps the ids (see `names.ts` for text). Section numbers (§) are those of the published
// description of the method, `docs/opinion-groups.md`.

/** One row a vote, in columns. A pair may occur more than once: the latest wins (§1). */
export interface VoteColumns {
  /** Who: position of the person. */
  participants: Uint32Array;
  /** On what: position of the statement. */
  statements: Uint32Array;
  /** +1 agree, −1 disagree, 0 pass. */
  values: Int8Array;
  /** When, in any unit that grows. Without it, and among equal times, the later row wins. */
  times?: Float64Array;
}

export interface OpinionInput {
  votes: VoteColumns;
  /** How many people and statements there are: positions are below these. */
  participants: number;
  statements: number;
  /** Per statement: 1 accepted, 0 not yet reviewed, −1 rejected. All accepted without it. */
  moderated?: Int8Array;
  /** Per statement: 1 when it asks about the person and is no opinion. */
  meta?: Uint8Array;
  /** Per person: their group, or −1 outside of the conversation. With it the grouping is skipped (§11). */
  labels?: Int32Array;
  /** How many groups; without it the silhouette chooses (§5). */
  groups?: number;
}

export type Side = "agree" | "disagree";

/** A statement that is characteristic of a group, and the side that the group takes. */
export interface Representative {
  /** Column of the result. */
  column: number;
  side: Side;
}

/** A base cluster: where it stands, how many people it has and in which group. */
export interface Mark {
  x: number;
  y: number;
  people: number;
  group: number;
}

/** Votes of the members of each group on each statement; cell `group × columns + column`. */
export interface GroupVotes {
  groups: number;
  columns: number;
  agrees: Int32Array;
  disagrees: Int32Array;
  /** Agrees, disagrees and passes. */
  all: Int32Array;
}

/** The complete result. Rows are the people with a vote, columns the statements with a vote, both ascending (§2). */
export interface OpinionGroups {
  /** Row → position of the person; column → position of the statement. */
  rows: Uint32Array;
  columns: Uint32Array;
  /** Pairs of person and statement with a vote. */
  votes: number;
  /** How many groups; 0 when nobody is in the conversation. */
  groups: number;
  /** Mean silhouette of the base clusters (§5); null when there is nothing to compare: one group, or given labels. */
  silhouette: number | null;
  /** Row → group, −1 outside of the conversation. */
  groupOf: Int32Array;
  /** Row → x and y, interleaved (§4). */
  projections: Float64Array;
  /** Base clusters (§5): people who stand together. None with given labels. */
  marks: readonly Mark[];
  /** Votes of everybody: cell `3 × column` disagrees, the next passes, the next agrees. */
  counts: Int32Array;
  /** Column → mean of the statement (§3). */
  center: Float64Array;
  /** Column → loading on each of the two components (§3). */
  components: readonly [Float64Array, Float64Array];
  /** Column → how far an agreement on it pulls (§4), agreement that all groups share (§7), weight in the routing (§8). */
  extremity: Float64Array;
  groupAwareConsensus: Float64Array;
  priority: Float64Array;
  /** Group → its representative statements (§6). */
  representative: readonly (readonly Representative[])[];
  /** Columns on which most people agree, or disagree (§7). */
  consensus: { agree: readonly number[]; disagree: readonly number[] };
  groupVotes: GroupVotes;
}
