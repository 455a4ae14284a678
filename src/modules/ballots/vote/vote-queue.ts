// The votes of one web process on their way to the database, and the little it remembers in order to take them fast.
import { getPublicProcess, type Process } from "#modules/processes/index.ts";
import type { Database, ReadDb } from "#platform/db/db.ts";
import { GroupCommit } from "#platform/db/group-commit.ts";
import { findBallot } from "../ballots.sql.ts";
import { type Vote, type VoteCast, writeVotes } from "./cast-vote.ts";

const REMEMBER_MS = 2000;

interface Remembered {
  until: number;
  found: Promise<{ process: Process; ballotId: number | undefined }>;
}

export class VoteQueue {
  readonly #commit: GroupCommit<Vote, VoteCast>;
  readonly #known = new Map<string, Remembered>();

  constructor(db: Database) {
    this.#commit = new GroupCommit((votes) => db.write((tx) => writeVotes(tx, votes)));
  }

  /**
   * Resolves once the vote is committed.
   * @throws 409 when its territory is closed or its initiatives are not in the ballot; 503 when too many are waiting.
   */
  add(vote: Vote): Promise<VoteCast> {
    return this.#commit.add(vote);
  }

  /**
   * A published process and its ballot. What no longer changes after publishing (choices, verification, keys) is true;
   * dates and state may be two seconds old, so `add` looks at them again under its lock.
   * @throws 404 as `getPublicProcess`; what is not found is not remembered.
   */
  find(db: ReadDb, slug: string): Promise<{ process: Process; ballotId: number | undefined }> {
    const known = this.#known.get(slug);
    if (known !== undefined && known.until > performance.now()) return known.found;
    const found = load(db, slug);
    this.#known.set(slug, { until: performance.now() + REMEMBER_MS, found });
    const forget = (): void => {
      if (this.#known.get(slug)?.found === found) this.#known.delete(slug);
    };
    found.then(({ ballotId }) => {
      if (ballotId === undefined) forget();
    }, forget);
    return found;
  }
}

async function load(db: ReadDb, slug: string) {
  const process = await getPublicProcess(db, slug);
  return { process, ballotId: (await findBallot(db, process.id))?.id };
}

export function voteQueue(db: Database): VoteQueue {
  return new VoteQueue(db);
}
