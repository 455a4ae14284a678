// The manual must not age: it names only words that stand on the screens, and every task has its steps and its picture.
import { describe, expect, it } from "vitest";
import { catalogs } from "#platform/i18n/catalog.generated.ts";
import type { Role } from "#platform/module.ts";
import { modules } from "../../../modules.ts";
import { pictureOf } from "./pictures.ts";
import { DEMO_PROCESS, TOPICS, topicsFor } from "./topics.ts";

describe.each([
  ["es", /«([^»]+)»/g],
  ["en", /“([^”]+)”/g],
] as const)("in %s", (locale, quoted) => {
  const texts: Readonly<Record<string, string>> = catalogs[locale];
  const onScreens = new Set(Object.entries(texts).flatMap(([key, text]) => (key.startsWith("help.") ? [] : [text])));

  it.each(Object.entries(texts).filter(([key]) => key.startsWith("help.")))("%s names what there is", (_key, text) => {
    for (const [, words = ""] of text.matchAll(quoted)) expect(onScreens).toContain(words);
  });

  it.each(TOPICS.map((topic) => [topic.id, topic.steps] as const))("%s has all its steps and no other", (id, steps) => {
    const own = Object.keys(texts).filter((key) => key.startsWith(`help.${id}.step`));
    expect(own).toHaveLength(steps);
    for (let at = 1; at <= steps; at += 1) expect(texts).toHaveProperty([`help.${id}.step${at}`]);
  });
});

it.each(TOPICS.map((topic) => [topic.id, topic] as const))(
  "%s has a picture, and is done on a page that exists",
  (id, topic) => {
    expect(pictureOf(id)).toMatch(/^\/ayuda\/imagenes\/[a-z]+-[0-9a-f]{12}\.webp$/);
    const pages = modules.flatMap((module) => module.routes ?? []).filter((route) => route.method === "GET");
    const paths = new Set(pages.map((route) => route.path));
    expect(paths).toContain(topic.path);
    expect(paths).toContain(topic.picture.path.replace(DEMO_PROCESS, ":slug"));
  },
);

it.each(["administrator", "analyst", "planner", "facilitator", "moderator"] satisfies Role[])(
  "a %s finds first what to do",
  (role) => {
    expect(topicsFor([role]).length).toBeGreaterThan(0);
  },
);
