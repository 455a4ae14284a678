import { describe, expect, test } from "vitest";
import { Problem } from "../http/problem.ts";
import { GroupCommit, type ItemResult } from "./group-commit.ts";

const ok = <R>(value: R): ItemResult<R> => ({ ok: true, value });

/** A commit that notes its batches and lets the test decide when each one ends. */
function held() {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const commit = async (items: readonly number[]) => {
    batches.push([...items]);
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map((item) => ok(item * 10));
  };
  return { batches, commit, end: () => ends.shift()?.() };
}

const settled = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: unknown) => error,
  );
const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe("group commit", () => {
  test("a full batch leaves at once; what arrives meanwhile waits for the next one", async () => {
    const { batches, commit, end } = held();
    const queue = new GroupCommit(commit, { maxBatch: 3, maxWaitMs: 1 });
    const results = [1, 2, 3, 4].map((item) => queue.add(item));
    await until(() => batches.length === 1);
    expect(batches).toEqual([[1, 2, 3]]);
    end();
    await until(() => batches.length === 2);
    end();
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40]);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  test("nobody is answered before the commit", async () => {
    const { batches, commit, end } = held();
    const queue = new GroupCommit(commit);
    let answered = false;
    const result = queue.add(7).then(() => {
      answered = true;
    });
    await until(() => batches.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(false);
    end();
    await result;
    expect(answered).toBe(true);
  });

  test("a refused item costs the others nothing, and the batch is written once", async () => {
    let commits = 0;
    const queue = new GroupCommit<number, number>(async (items) => {
      commits += 1;
      return items.map((item) =>
        item === 2 ? { ok: false, error: new Problem(409, "http.badForm.title") } : ok(item),
      );
    });
    const [one, two, three] = await Promise.all([1, 2, 3].map((item) => settled(queue.add(item))));
    expect([one, three]).toEqual([1, 3]);
    expect(two).toBeInstanceOf(Problem);
    expect(commits).toBe(1);
  });

  test("a batch that fails is replayed one by one, in order: only the bad item fails", async () => {
    const batches: number[][] = [];
    const queue = new GroupCommit<number, number>(async (items) => {
      batches.push([...items]);
      if (items.includes(2)) throw new Error("constraint");
      return items.map(ok);
    });
    const results = await Promise.all([1, 2, 3].map((item) => settled(queue.add(item))));
    expect(results).toEqual([1, new Error("constraint"), 3]);
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  test("with the database away everybody is told at once, without replaying", async () => {
    let commits = 0;
    const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const queue = new GroupCommit<number, number>(async () => {
      commits += 1;
      throw away;
    });
    expect(await Promise.all([1, 2, 3].map((item) => settled(queue.add(item))))).toEqual([away, away, away]);
    expect(commits).toBe(1);
  });

  test("a full queue refuses with 503 and what waits is still written", async () => {
    const { batches, commit, end } = held();
    const queue = new GroupCommit(commit, { maxBatch: 1, maxQueue: 2 });
    const first = queue.add(1);
    await until(() => batches.length === 1);
    const waiting = [queue.add(2), queue.add(3)];
    const refused = await settled(queue.add(4));
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ status: 503 });
    for (const n of [1, 2, 3]) {
      await until(() => batches.length === n);
      end();
    }
    expect(await Promise.all([first, ...waiting])).toEqual([10, 20, 30]);
  });

  test("a commit that answers fewer items than it was given fails the rest", async () => {
    const queue = new GroupCommit<number, number>(async ([first = 0]) => [ok(first)]);
    const [one, two] = await Promise.all([1, 2].map((item) => settled(queue.add(item))));
    expect(one).toBe(1);
    expect(two).toBeInstanceOf(Error);
  });
});
