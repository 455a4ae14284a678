import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serialize, tally } from "#analysis/tally/tally.ts";
import { UsageError } from "#platform/config/read-words.ts";
import { tallyCommand } from "./tally-command.ts";

const RULES = { choices: 2, winners: 1, tie: { lot: "semilla" } };
const CSV = "ballot,territory,initiative\nb1,76001,i1\nb1,76001,i2\nb2,76001,i1\nb3,05001,i9\n";
const RESULT =
  '{"territories":{"05001":{"ballots":1,"initiatives":[{"id":"i9","votes":1,"won":true}]},' +
  '"76001":{"ballots":2,"initiatives":[{"id":"i1","votes":2,"won":true},{"id":"i2","votes":1,"won":false}]}}}\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tally-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(ballots: string | Buffer, rules: unknown = RULES, options: string[] = ["--json"]) {
  const csv = join(folder, "ballots.csv");
  const json = join(folder, "rules.json");
  await writeFile(csv, ballots);
  await writeFile(json, typeof rules === "string" ? rules : JSON.stringify(rules));
  return runArguments([csv, "--rules", json, ...options]);
}

async function runArguments(args: string[]) {
  let stdout = "";
  let stderr = "";
  const code = await tallyCommand(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
  });
  return { code, stdout, stderr };
}

describe("sigesi tally", () => {
  test("prints one JSON object, the bytes of the published result", async () => {
    expect(await run(CSV)).toEqual({ code: 0, stdout: RESULT, stderr: "" });
  });

  test.each([
    ["BOM and CRLF", `\uFEFF${CSV.replaceAll("\n", "\r\n")}`],
    ["semicolons", CSV.replaceAll(",", ";")],
    ["gzip", gzipSync(CSV)],
    ["quotes", CSV.replaceAll(/[a-z0-9]+/g, '"$&"')],
    [
      "other order and more columns",
      "initiative,note,territory,ballot\ni1,,76001,b1\ni2,,76001,b1\ni1,,76001,b2\ni9,,05001,b3\n",
    ],
    [
      "rows mixed, one repeated",
      "ballot,territory,initiative\nb3,05001,i9\nb2,76001,i1\nb1,76001,i2\nb2,76001,i1\nb1,76001,i1",
    ],
  ])("reads %s to the same bytes", async (_name, ballots) => {
    expect(await run(ballots)).toEqual({ code: 0, stdout: RESULT, stderr: "" });
  });

  test("without --json prints a table for people", async () => {
    const { code, stdout } = await run(CSV, RULES, []);
    expect(code).toBe(0);
    expect(stdout).toBe("05001 · 1 voto\n  i9  1  gana\n\n76001 · 2 votos\n  i1  2  gana\n  i2  1\n");
  });

  test("no ballots is a result too", async () => {
    expect((await run("ballot,territory,initiative\n")).stdout).toBe('{"territories":{}}\n');
    expect((await run("ballot,territory,initiative\n", RULES, [])).stdout).toBe("No hay votos.\n");
  });

  test("spaces around a value are nobody's", async () => {
    const spaced = CSV.replaceAll(",", " , ");
    expect((await run(spaced, RULES)).stdout).toBe((await run(CSV, RULES)).stdout);
  });

  test("many ballots in pieces count the same as in memory", async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => ({
      ballot: `ballot-with-a-long-name-${n >> 1}`,
      territory: `T${(n >> 1) % 7}`,
      initiative: `i${(n * 31) % 101}`,
    }));
    const csv = rows.map((row) => `${row.ballot},${row.territory},${row.initiative}\n`).join("");
    expect((await run(`ballot,territory,initiative\n${csv}`)).stdout).toBe(serialize(tally(rows, RULES)));
  });
});

describe("bad input is one sentence and nothing else", () => {
  test.each([
    [
      "over two territories",
      `${CSV}b1,05001,i1\n`,
      RULES,
      "En la línea 6, el voto b1 elige en 05001, pero ya había elegido en 76001.",
    ],
    [
      "over the limit",
      `${CSV}b1,76001,i3\n`,
      RULES,
      "En la línea 6, el voto b1 pasa de 2 iniciativas, que es lo permitido.",
    ],
    ["no ballot", `${CSV},76001,i3\n`, RULES, "La línea 6 no dice de qué voto es."],
    ["no territory", `${CSV}b9,,i3\n`, RULES, "La línea 6 no dice de qué territorio es."],
    ["short row", `${CSV}b9\n`, RULES, "A la línea 6 le faltan columnas."],
    ["no column", "ballot,initiative\nb,i\n", RULES, "Al archivo de votos le falta la columna «territory»."],
    [
      "a column twice",
      "ballot,territory,initiative,ballot\nb,T,i,c\n",
      RULES,
      "El archivo de votos tiene dos veces la columna «ballot».",
    ],
    [
      "half a line break",
      `${CSV}b8,76001,i2\rb9,76001,i3\n`,
      RULES,
      "La línea 6 tiene dentro un salto de línea a medias.",
    ],
    [
      "a control character",
      `${CSV}b8\u0007,76001,i2\n`,
      RULES,
      "En la línea 6, la columna «ballot» tiene caracteres de control, que nadie ve: bórralos.",
    ],
    [
      "rules before the last place closes",
      CSV,
      { ...RULES, tie: { commitment: "ab" } },
      /^A las reglas les falta la semilla/,
    ],
    ["empty", "", RULES, "El archivo está vacío: falta la primera fila, con los nombres de las columnas."],
    ["bad gzip", gzipSync(CSV).subarray(0, 40), RULES, "El archivo comprimido está dañado o incompleto."],
    [
      "quote",
      'ballot,territory,initiative\n"b1,T,i\n',
      RULES,
      "En la línea 2 se abren unas comillas que nunca se cierran.",
    ],
    ["rules that are not JSON", CSV, "{", /^El archivo de reglas «.*rules\.json» no es JSON\.$/],
    ["rules without winners", CSV, { ...RULES, winners: undefined }, "Falta o está mal en las reglas: winners."],
    [
      "a territory without rule",
      CSV,
      { ...RULES, winners: { "76001": 1 } },
      "Las reglas no dicen cuántas iniciativas ganan en el territorio 05001.",
    ],
  ])("%s", async (_name, ballots, rules, sentence) => {
    const { code, stdout, stderr } = await run(ballots, rules);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.endsWith("\n")).toBe(true);
    expect(stderr.trimEnd()).toEqual(typeof sentence === "string" ? sentence : expect.stringMatching(sentence));
  });

  test("missing files and wrong options", async () => {
    const absent = join(folder, "absent");
    for (const args of [
      [],
      [absent],
      ["a", "b", "--rules", "c"],
      [absent, "--rules", "x", "--nonsense"],
      [absent, "--rules"],
    ]) {
      await expect(runArguments(args)).rejects.toThrow(UsageError);
    }
    await run(CSV);
    const unread = await runArguments([absent, "--rules", join(folder, "rules.json"), "--json"]);
    expect(unread).toEqual({ code: 1, stdout: "", stderr: `No se puede leer el archivo «${absent}».\n` });
    const noRules = await runArguments([join(folder, "ballots.csv"), "--rules", absent]);
    expect(noRules).toEqual({ code: 1, stdout: "", stderr: `No se puede leer el archivo «${absent}».\n` });
  });
});
