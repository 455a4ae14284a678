// The story is a program of its own with its own database: here it is run as anybody runs it.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { findSharedData, projectPath } from "../support/shared-data.ts";

const NEEDS = findSharedData("demands/votainteligente-chile-2017.jsonl.gz");

async function story(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const tsx = projectPath(join("node_modules", "tsx", "dist", "cli.mjs"));
  const child = spawn(process.execPath, [tsx, projectPath("scripts/story.ts"), ...args], { cwd: projectPath(".") });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

describe("the story on real input", () => {
  it.skipIf(NEEDS === undefined)(
    "lives the whole cycle and leaves no need without an answer",
    async () => {
      const { code, out, err } = await story("--with", dirname(dirname(NEEDS ?? "")));
      expect(err).toBe("");
      expect(code).toBe(0);
      expect(out).toMatch(/spread over the 52\ncommunes by population/);
      expect(out).toContain("670 needs from 670 people");
      expect(out).toMatch(/40 meetings with [\d,]+ people, their minutes approved by both sides, 5 with an objection/);
      expect(out).toMatch(/18 reported: 6 kept, 12 hidden with a reason; second look of 8: 4 shown again, 4 not/);
      expect(out).toMatch(/40 questions, \d+ changes, 20 summaries and 20 notices to authors arrived once/);
      expect(out).toMatch(/\d+ messages more, none of them to the 20 who stopped/);
      expect(out).toMatch(/from the need to the judgement: \/hilo\/\d+/);
    },
    600_000,
  );

  it.each([
    { args: [], sentence: /^Say where the data is: .+\n$/ },
    { args: ["--with", "/nowhere"], sentence: /^The story needs demands\/.+ and \/nowhere does not have it\.\n$/ },
    { args: ["--upside-down"], sentence: /^.+\n$/ },
  ])("without data it says so in one sentence: $args", async ({ args, sentence }) => {
    const { code, out, err } = await story(...args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(sentence);
  });
});
