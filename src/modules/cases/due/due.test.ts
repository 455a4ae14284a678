// The command as somebody who doubts a date uses it: words, files, exit codes, and one object with --json.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { casesDue } from "./due.command.ts";

const folder = mkdtempSync(join(tmpdir(), "cases-due-"));
afterAll(() => rmSync(folder, { recursive: true }));

const GENERAL = { jurisdiction: "co", type: "general", received: "2026-03-20T10:00:00-05:00" };

/** Dates are written with spaces that do not break. */
const plain = (text: string): string => text.replaceAll("\u00A0", " ");

async function run(words: Record<string, unknown> = {}, events?: unknown) {
  const file = join(folder, "events.json");
  if (events !== undefined) writeFileSync(file, typeof events === "string" ? events : JSON.stringify(events));
  const asked: Record<string, unknown> = { ...GENERAL, ...(events === undefined ? {} : { events: file }), ...words };
  const args = Object.entries(asked).flatMap(([name, value]) => [
    `--${name}`,
    ...(value === true ? [] : [String(value)]),
  ]);
  const said = { stdout: "", stderr: "" };
  const io = {
    stdout: (text: string) => {
      said.stdout += text;
    },
    stderr: (text: string) => {
      said.stderr += text;
    },
    env: {},
  };
  const code = await casesDue.run(args, io);
  return { code, stdout: plain(said.stdout), stderr: plain(said.stderr) };
}

it("prints the date, its days, its article, the calendar, the history and the deadlines", async () => {
  const { code, stdout } = await run({ json: true });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    due: "2026-04-15",
    businessDays: 15,
    rule: "Ley 1755 de 2015, art. 14",
    calendarVersion: "co-2026",
    history: [
      { at: "2026-03-20T10:00", kind: "filed", state: "filed", due: "2026-04-15", rule: "Ley 1755 de 2015, art. 14" },
    ],
    deadlines: [
      { kind: "extension-notice", by: "2026-04-15", rule: "Ley 1755 de 2015, art. 14, parágrafo" },
      { kind: "transfer", by: "2026-03-30", rule: "Ley 1755 de 2015, art. 21" },
      { kind: "completion-request", by: "2026-04-08", rule: "Ley 1755 de 2015, art. 17" },
    ],
    type: "general",
    state: "filed",
    received: "2026-03-20",
    priority: false,
    confirmedByCounsel: true,
  });
});

it("says it in words without --json", async () => {
  const { stdout } = await run({ priority: true }, [{ at: "2026-03-26T09:00:00-05:00", kind: "completion-requested" }]);
  expect(stdout).toContain("El plazo está detenido");
  expect(stdout).toContain("lunes 27 de abril de 2026");
  expect((await run()).stdout).toContain("miércoles 15 de abril de 2026: 15 días hábiles (Ley 1755 de 2015, art. 14).");
});

it("refuses what the law refuses, with the rule", async () => {
  const late = [{ at: "2026-04-16T09:00:00-05:00", kind: "extended", days: 5, reason: "Estudio" }];
  const refused = await run({ json: true }, late);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toEqual({
    error: refused.stderr.trim(),
    rule: "Ley 1755 de 2015, art. 14, parágrafo",
    code: "extendedLate",
    event: 1,
  });
  expect(refused.stderr).toBe(
    "El hecho 1 no se puede: la ampliación se avisa antes de que venza el plazo, y venció el miércoles 15 de abril de 2026 (Ley 1755 de 2015, art. 14, parágrafo).\n",
  );
});

describe("bad input is one sentence and exit 1", () => {
  it.each([
    [{ jurisdiction: "xx" }, undefined, "«xx»"],
    [{ type: "queja" }, undefined, "«queja»"],
    [{ received: "2026-02-30T10:00:00-05:00" }, undefined, "«2026-02-30T10:00:00-05:00»"],
    [{ received: "ayer" }, undefined, "«ayer»"],
    [{ received: "2014-01-10T10:00:00-05:00" }, undefined, "anterior a la ley"],
    [{ jurisdiction: "cl", type: "congress" }, undefined, "no tiene escrito aquí"],
    [{ events: "/nowhere/events.json" }, undefined, "/nowhere/events.json"],
    [{}, "{", "events.json"],
    [{}, { at: 1 }, "events.json"],
    [{}, [1], "El hecho 1"],
    [{}, [{ at: "2026-03-25T10:00:00-05:00", kind: "lost" }], "«kind»"],
    [{}, [{ at: "nunca", kind: "answered" }], "«at»"],
    [{}, [{ at: "2026-03-25", kind: "extended", days: 1.5, reason: "x" }], "«days»"],
    [{}, [{ at: "2026-03-25", kind: "suspended", days: ["2026-02-30"] }], "«days»"],
  ])("%j %j", async (words, events, part) => {
    const { code, stdout, stderr } = await run({ json: true, ...words }, events);
    expect(code).toBe(1);
    expect(stderr).toContain(part);
    expect(stderr.trim()).not.toContain("\n");
    expect(JSON.parse(stdout)).toMatchObject({ error: stderr.trim() });
  });
});
