// The answers of one web process on their way to the database, and the little it remembers in order to take them fast.
import { getProcess, type Process } from "#modules/processes/index.ts";
import type { Database } from "#platform/db/db.ts";
import { GroupCommit } from "#platform/db/group-commit.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Conversation } from "../conversation.ts";
import { findConversation } from "../conversations.sql.ts";
import { type Answers, type AnswersTaken, writeAnswers } from "./write-answers.ts";

const REMEMBER_MS = 2000;
/** More than the sixty-four of other queues: answers are the smallest rows there are, and come by the thousand. */
const MAX_BATCH = 256;

export interface Held {
  process: Process;
  conversation: Conversation;
}

interface Remembered {
  until: number;
  found: Promise<Held>;
}

export class AnswerQueue {
  readonly #db: Database;
  readonly #commit: GroupCommit<Answers, AnswersTaken>;
  readonly #known = new Map<string, Remembered>();

  constructor(db: Database) {
    this.#db = db;
    const commit = (batch: readonly Answers[]) => db.write((tx) => writeAnswers(tx, batch));
    this.#commit = new GroupCommit(commit, { maxBatch: MAX_BATCH });
  }

  /**
   * Resolves once the answers are committed.
   * @throws 409 when the conversation takes none or none of the statements does; 400 without a place where one must be
   * chosen; 503 when too many are waiting.
   */
  add(answers: Answers): Promise<AnswersTaken> {
    return this.#commit.add(answers);
  }

  /**
   * A conversation and its process. What no longer changes once it is open (places, keys) is true; dates and state may be two
   * seconds old, so `add` looks at them again under its lock.
   * @throws 404 for one that is not public; what is not found is not remembered.
   */
  find(slug: string): Promise<Held> {
    const known = this.#known.get(slug);
    if (known !== undefined && known.until > performance.now()) return known.found;
    const found = this.#load(slug);
    this.#known.set(slug, { until: performance.now() + REMEMBER_MS, found });
    found.catch(() => {
      if (this.#known.get(slug)?.found === found) this.#known.delete(slug);
    });
    return found;
  }

  async #load(slug: string): Promise<Held> {
    const conversation = await findConversation(this.#db.read, slug);
    if (conversation === undefined || conversation.state === "draft") throw notFound();
    const process = await getProcess(this.#db.read, conversation.processId);
    if (process.state === "draft") throw notFound();
    return { process, conversation };
  }
}
