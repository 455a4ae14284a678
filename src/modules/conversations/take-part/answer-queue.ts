// The answers of one web process on their way to the database, and the little it remembers in order to take them fast.
import { getProcess, type Process } from "#modules/processes/index.ts";
import type { Database } from "#platform/db/db.ts";
import { GroupCommit } from "#platform/db/group-commit.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Recall } from "#platform/memory/recall.ts";
import type { Conversation } from "../conversation.ts";
import { countPeople, findConversation, listPriorities, listShown, type ShownStatement } from "../conversations.sql.ts";
import { type Answers, type AnswersTaken, writeAnswers } from "./write-answers.ts";

/** More than the sixty-four of other queues: answers are the smallest rows there are, and come by the thousand. */
const MAX_BATCH = 256;

export interface Talk {
  process: Process;
  conversation: Conversation;
}

/** What every voter of a conversation is shown, in the order in which it came. */
export interface Offer {
  statements: readonly ShownStatement[];
  /** Statement → priority; one that is missing has 1. */
  priorities: ReadonlyMap<number, number>;
  /** How many people have answered. */
  people: number;
}

export class AnswerQueue {
  readonly #commit: GroupCommit<Answers, AnswersTaken>;
  readonly #db: Database;
  readonly #recall: Recall;

  constructor(db: Database, recall: Recall) {
    const commit = (batch: readonly Answers[]) => writeAnswers(db.single, batch);
    this.#commit = new GroupCommit(commit, { maxBatch: MAX_BATCH });
    this.#db = db;
    this.#recall = recall;
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
   * A conversation and its process, from memory: another process may have changed them a moment ago, so `add` looks at dates
   * and state again under its lock.
   * @throws 404 for one that is not public.
   */
  find(slug: string): Promise<Talk> {
    const fact = { key: `conversation ${slug}`, seconds: 5, tags: ["conversations", "processes"] } as const;
    return this.#recall(fact, () => loadTalk(this.#db, slug));
  }

  /** What its voters are shown; priorities and people may be five seconds old. @throws 404 as `find`. */
  async offer(slug: string): Promise<Offer> {
    const { conversation } = await this.find(slug);
    const { id } = conversation;
    return this.#recall({ key: `offer of ${id}`, seconds: 5, tags: [`conversation:${id}`] }, async () => ({
      statements: await listShown(this.#db.read, conversation),
      priorities: await listPriorities(this.#db.read, id),
      people: await countPeople(this.#db.read, id),
    }));
  }
}

async function loadTalk(db: Database, slug: string): Promise<Talk> {
  const conversation = await findConversation(db.read, slug);
  if (conversation === undefined || conversation.state === "draft") throw notFound();
  const process = await getProcess(db.read, conversation.processId);
  if (process.state === "draft") throw notFound();
  return { process, conversation };
}
