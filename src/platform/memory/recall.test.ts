import { beforeEach, expect, it } from "vitest";
import { ManualClock } from "../clock/clock.ts";
import { ask, Memory } from "./recall.ts";

let clock: ManualClock;
let memory: Memory;
let reads: number;

beforeEach(() => {
  clock = new ManualClock(new Date("2026-10-14T15:00:00Z"));
  memory = new Memory(clock);
  reads = 0;
});

const fact = { key: "needs of 1", seconds: 60, tags: ["demands"] } as const;
const read = async (): Promise<number> => {
  reads += 1;
  return reads;
};

it("reads once for several pages, until something that it tells changes", async () => {
  expect(await memory.recaller().recall(fact, read)).toBe(1);
  expect(await memory.recaller().recall(fact, read)).toBe(1);
  memory.touch(["another"]);
  expect(await memory.recaller().recall(fact, read)).toBe(1);
  memory.touch(["demands"]);
  expect(await memory.recaller().recall(fact, read)).toBe(2);
  memory.drop();
  expect(await memory.recaller().recall(fact, read)).toBe(3);
});

it("tells what was made of its facts by which tags and until when it is true", async () => {
  await memory.recaller().recall(fact, read);
  clock.advance(20_000);
  const { recall, used } = memory.recaller();
  await Promise.all([recall(fact, read), recall({ key: "votes of 1", seconds: 60, tags: ["results"] }, read)]);
  expect([...used.tags]).toEqual(["demands", "results"]);
  // The older fact has 40 seconds left: what shows both has no more.
  expect(used.expires - clock.now().getTime()).toBe(40_000);
});

it("does not keep what could not be read", async () => {
  const { recall } = memory.recaller();
  await expect(recall(fact, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await recall(fact, read)).toBe(1);
});

it("never answers from memory who must see what is there now", async () => {
  await ask(fact, read);
  expect(await ask(fact, read)).toBe(2);
});
