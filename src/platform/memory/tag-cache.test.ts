import { beforeEach, expect, it } from "vitest";
import { ManualClock } from "../clock/clock.ts";
import { type Entry, TagCache } from "./tag-cache.ts";

type Page = Entry & { html: string };

const START = new Date("2026-10-14T15:00:00Z");
let clock: ManualClock;
let cache: TagCache<Page>;
let renders: number;

beforeEach(() => {
  clock = new ManualClock(START);
  cache = new TagCache(clock, { most: 100, sizeOf: ({ html }) => html.length });
  renders = 0;
});

function page(html: string, tags: readonly string[] = ["a"], seconds = 60): Page {
  return { html, tags, expires: clock.now().getTime() + seconds * 1000 };
}

async function render(html = "<p>uno</p>"): Promise<Page> {
  renders += 1;
  return page(html);
}

it("keeps a page until its instant", async () => {
  await cache.get("/x", () => render());
  clock.advance(59_999);
  expect(cache.find("/x")?.html).toBe("<p>uno</p>");
  clock.advance(1);
  expect(cache.find("/x")).toBeUndefined();
});

it("renders once for all who ask at the same time", async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => cache.get("/x", () => render())));
  expect(renders).toBe(1);
  expect(new Set(all).size).toBe(1);
});

it("forgets the pages of a tag and no others", async () => {
  await cache.get("/a", async () => page("a", ["a"]));
  await cache.get("/b", async () => page("b", ["b"]));
  cache.touch(["a"]);
  expect(cache.find("/a")).toBeUndefined();
  expect(cache.find("/b")).toBeDefined();
});

it("does not keep a render that began before a change of what it shows", async () => {
  let finish: (html: string) => void = () => undefined;
  const slow = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const first = cache.get("/a", async () => page(await slow));
  cache.touch(["a"]);
  const second = await cache.get("/a", async () => page("nuevo"));
  finish("viejo");
  expect((await first).html).toBe("viejo");
  expect(second.html).toBe("nuevo");
  expect(cache.find("/a")?.html).toBe("nuevo");
});

it("does not keep a render that lived through a gap in the news", async () => {
  let finish: (html: string) => void = () => undefined;
  const slow = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const first = cache.get("/a", async () => page(await slow));
  cache.drop();
  finish("viejo");
  await first;
  expect(cache.find("/a")).toBeUndefined();
});

it("passes on the failure of a render and tries again the next time", async () => {
  await expect(cache.get("/a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect((await cache.get("/a", () => render("sí"))).html).toBe("sí");
});

it("keeps no more than it may, and lets go what was asked for least lately", async () => {
  for (const key of ["/1", "/2", "/3"]) await cache.get(key, async () => page(key.padEnd(40)));
  expect(cache.find("/1")).toBeUndefined();
  expect(cache.find("/2")).toBeDefined();
  expect(cache.find("/3")).toBeDefined();
});

it("forgets rather than remember every tag for ever", async () => {
  await cache.get("/a", () => render());
  for (let n = 0; n <= 10_001; n += 1) cache.touch([`thing:${n}`]);
  expect(cache.find("/a")).toBeUndefined();
});
