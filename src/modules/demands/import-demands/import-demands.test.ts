// Files as people have them, and what the shell answers.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeWorkbook from "write-excel-file/node";
import { UsageError } from "#platform/config/read-words.ts";
import { readImportWords } from "#platform/tabular/import/import-command.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { FIELDS } from "./check-row.ts";
import { runImportDemands } from "./import-demands.command.ts";

let test: TestApp;
let place = "";
let placeName = "";
let placeSlug = "";
let folder = "";
let processes = 0;

beforeAll(async () => {
  test = await startTestApp();
  const [first] = test.entity.participationTerritories();
  place = first?.code ?? "";
  placeName = first?.name ?? "";
  placeSlug = first?.slug ?? "";
  folder = mkdtempSync(join(tmpdir(), "sigesi-import-"));
});
afterAll(() => test?.stop());

async function newProcess(): Promise<string> {
  processes += 1;
  return (await openProcess(test, { slug: `carga-${processes}`, now: test.clock.now() })).slug;
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, `${processes}-${name}`);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void err.push(text), env: {} };
  const asked = readImportWords(args, FIELDS, io);
  const code = asked === undefined ? 1 : await runImportDemands({ ...asked, now: test.clock.now() }, io, test);
  return { code, out: out.join(""), err: err.join("") };
}

async function loaded(slug: string): Promise<{ text: string; place: string | null; supports: number; said: Date }[]> {
  const { rows } = await test.db.pool.query(
    `select d.text, d.place, d.supports, d.said_at as said from demands d join processes p on p.id = d.process_id
     where p.slug = $1 order by d.id`,
    [slug],
  );
  return rows;
}

describe("formats", () => {
  it("a spreadsheet's CSV: BOM, semicolons, Windows-1252, line breaks in quotes", async () => {
    const slug = await newProcess();
    const rows = `necesidad;municipio;barrio;apoyos\r\n"Falta agua\r\nen la región";${placeName};El Peñón;12\r\n`;
    const path = file("a.csv", Buffer.from(rows, "latin1"));
    const map = [
      "--map",
      "text=necesidad",
      "--map",
      "territory=municipio",
      "--map",
      "place=barrio",
      "--map",
      "supports=apoyos",
    ];
    expect(await run(path, "--process", slug, ...map)).toMatchObject({ code: 0, err: "" });
    expect(await loaded(slug)).toMatchObject([{ text: "Falta agua\nen la región", place: "El Peñón", supports: 12 }]);
  });

  it("a workbook, and JSON lines within gzip", async () => {
    const slug = await newProcess();
    const workbook = await writeWorkbook([
      ["text", "territory", "said_at"].map((value) => ({ value })),
      ["Falta un médico", place, "2026-03-01"].map((value) => ({ value })),
    ]).toBuffer();
    expect((await run(file("b.xlsx", workbook), "--process", slug)).code).toBe(0);
    const lines = `${JSON.stringify({ text: "Falta una escuela", said_at: "2026-03-02T10:30:00Z" })}\n`;
    expect(
      (await run(file("c.jsonl.gz", gzipSync(lines)), "--process", slug, "--set", `territory=${place}`)).code,
    ).toBe(0);
    const [first, second] = await loaded(slug);
    expect(first?.text).toBe("Falta un médico");
    expect(second?.said.toISOString()).toBe("2026-03-02T10:30:00.000Z");
  });
});

describe("bad rows", () => {
  const bad = () =>
    `text,territory,groups,said_at\nUna buena,${place},,\n,${place},,\nOtra,marte,,\nMás,${place},marcianos,\nFecha,${place},,2026-02-30\nFutura,${place},,2030-01-01\nCorta\n${"a".repeat(4001)},${place},,\n`;

  it("one bad row loads nothing, and the report says where and why", async () => {
    const slug = await newProcess();
    const path = file("d.csv", bad());
    const { code, out } = await run(path, "--process", slug, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ read: 8, loaded: 0, repeated: 0, rejected: 7, notLoaded: 1 });
    expect(out.endsWith("}\n")).toBe(true);
    expect(await loaded(slug)).toEqual([]);
    expect(readFileSync(`${path}.report.csv`, "utf8").split("\n")).toEqual([
      "line,column,value,reason",
      "3,text,,Está vacío",
      "4,territory,marte,No es un territorio de la entidad",
      "5,groups,marcianos,No es un grupo del catálogo",
      "6,said_at,2026-02-30,No es una fecha: escribe AAAA-MM-DD",
      "7,said_at,2030-01-01,Es una fecha futura",
      expect.stringMatching(/^8,,,/),
      `9,text,${"a".repeat(200)},Es demasiado largo: hasta 4000 letras`,
      "",
    ]);
  });

  it("--skip-bad loads the good ones; a second run loads none; a rehearsal keeps nothing", async () => {
    const slug = await newProcess();
    const path = file("e.csv", bad());
    const counts = async (...options: string[]) => {
      const { code, out } = await run(path, "--process", slug, "--json", "--report", `${path}.r`, ...options);
      const { read, loaded: n, repeated, rejected } = JSON.parse(out);
      expect(read).toBe(n + repeated + rejected);
      return [code, n, repeated];
    };
    expect(await counts("--skip-bad", "--dry-run")).toEqual([2, 1, 0]);
    expect(await loaded(slug)).toEqual([]);
    expect(await counts("--skip-bad")).toEqual([2, 1, 0]);
    expect(await counts("--skip-bad")).toEqual([2, 0, 1]);
    expect(await loaded(slug)).toHaveLength(1);
  });

  it("a report that was asked for is written although there is nothing to correct", async () => {
    const slug = await newProcess();
    const path = file("h.csv", `text,territory\nUna sola,${place}\n`);
    const report = join(folder, "h.report.csv");
    const { code, out } = await run(path, "--process", slug, "--report", report, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ read: 1, loaded: 1, report });
    expect(readFileSync(report, "utf8")).toBe("line,column,value,reason\n");
    expect(existsSync(`${path}.report.csv`)).toBe(false);
  });

  it("a rehearsal says what it would do, in words that do not claim it was done", async () => {
    const slug = await newProcess();
    const path = file("i.csv", `text,territory\nUna sola,${place}\nUna sola,${place}\n`);
    const { out } = await run(path, "--process", slug, "--dry-run");
    expect(out).toBe("Leídas: 2. Se cargarían: 1. Repetidas: 1. Rechazadas: 0.\nEra un ensayo: no se guardó nada.\n");
    const told = JSON.parse((await run(path, "--process", slug, "--dry-run", "--json")).out);
    expect(told).toMatchObject({ dryRun: true, read: 2, loaded: 1, repeated: 1, rejected: 0 });
    expect(await loaded(slug)).toEqual([]);
    expect((await run(path, "--process", slug)).out).toContain("Cargadas: 1");
  });

  it("rejects the control characters that nobody sees, in whatever column, and shows which they were", async () => {
    const slug = await newProcess();
    const path = file(
      "k.csv",
      `text,territory,place\nUn puente\u0007 nuevo,${place},Alto\nUna sola,${place},"El\u0000 Peñón"\nUn\tparque,${place},Bajo\n`,
    );
    const { code, out } = await run(path, "--process", slug, "--skip-bad", "--json");
    expect([code, JSON.parse(out)]).toMatchObject([2, { read: 3, loaded: 1, rejected: 2 }]);
    expect(readFileSync(`${path}.report.csv`, "utf8").split("\n").slice(1)).toEqual([
      '2,text,Un puente\\u0007 nuevo,"Tiene caracteres de control, que nadie ve: bórralos"',
      '3,place,El\\u0000 Peñón,"Tiene caracteres de control, que nadie ve: bórralos"',
      "",
    ]);
    expect(await loaded(slug)).toMatchObject([{ text: "Un parque", place: "Bajo" }]);
  });

  it("takes no object for somebody's words", async () => {
    const slug = await newProcess();
    const path = file(
      "j.jsonl",
      `{"text":{"a":1},"territory":"${place}"}\n{"text":"Una sola","territory":"${place}","extra":[1]}\n`,
    );
    const { code, out } = await run(path, "--process", slug, "--skip-bad", "--json");
    expect([code, JSON.parse(out)]).toMatchObject([2, { read: 2, loaded: 1, rejected: 1 }]);
    expect(readFileSync(`${path}.report.csv`, "utf8")).toContain('1,text,"{""a"":1}","aquí va un texto');
  });

  it("two imports of one file at once load it once", async () => {
    const slug = await newProcess();
    const path = file("f.csv", `text,territory\nUna sola,${place}\n`);
    const results = await Promise.all([run(path, "--process", slug), run(path, "--process", slug)]);
    expect(results.map((result) => result.code)).toEqual([0, 0]);
    expect(await loaded(slug)).toHaveLength(1);
  });
});

it("refuses in one sentence what it cannot do", async () => {
  const slug = await newProcess();
  const path = file("g.csv", `texto\nHola a todos\n`);
  const sentence = async (code: number, ...args: string[]) => {
    const answer = await run(...args);
    expect(answer).toMatchObject({ code, out: "" });
    expect(answer.err.trim().split("\n")).toHaveLength(1);
    return answer.err;
  };
  expect(await sentence(1, path, "--process", slug, "--map", "text=otra")).toContain("«otra»");
  expect(await sentence(1, path, "--process", slug, "--map", "nombre=texto")).toContain("«nombre»");
  expect(await sentence(1, path, "--process", slug, "--map", "text")).toBe(
    "«text» no dice de dónde sale: escribe CAMPO=COLUMNA en --map, o CAMPO=VALOR en --set.\n",
  );
  for (const nothing of ["", "text,territory\n", "\uFEFFtext;territory\r\n\r\n"]) {
    expect(await sentence(1, file("n.csv", nothing), "--process", slug)).toMatch(/no hay filas|está vacío/);
  }
  expect(await sentence(1, path, "--process", slug)).toContain("--map text=");
  expect(await sentence(1, path, "--process", slug, "--map", "text=texto")).toContain("territory");
  const loads = [path, "--process", slug, "--map", "text=texto", "--set", `territory=${place}`, "--report"] as const;
  expect(await sentence(1, ...loads, join(folder, "no/such/report.csv"))).toContain("report.csv");
  expect(await sentence(1, ...loads, folder)).toContain(folder);
  expect(await loaded(slug)).toEqual([]);
  expect(await sentence(1, ...loads, join(folder, ".", `${processes}-g.csv`))).toContain("encima");
  expect(readFileSync(path, "utf8")).toBe("texto\nHola a todos\n");
  expect(await sentence(1, path, "--process", "ninguno")).toContain("«ninguno»");
  expect(await sentence(1, join(folder, "no.csv"), "--process", slug)).toContain("no.csv");
  await expect(run(path)).rejects.toThrow(UsageError);
  await test.db.pool.query("update processes set state = 'closed', closed_at = $1 where slug = $2", [
    test.clock.now(),
    slug,
  ]);
  expect(await sentence(3, path, "--process", slug, "--map", "text=texto")).toContain("cerrado");
});

describe.skipIf(findSharedData("demands") === undefined)("real files", () => {
  it.each([
    ["votainteligente-chile-2017", ["--map", "text=title", "--map", "said_at=created"], 710],
    ["decide-madrid-2019-proposals", ["--map", "text=summary", "--map", "said_at=date", "--skip-bad"], 80],
    ["ods-espanol-6-7-16", ["--skip-bad"], 3000],
  ])("%s", async (name, options, lines) => {
    const slug = await newProcess();
    const path = sharedData(`demands/${name}.jsonl.gz`);
    const report = join(folder, `${name}.csv`);
    const args = [path, "--process", slug, "--set", `territory=${place}`, "--json", "--report", report, ...options];
    const first = JSON.parse((await run(...args)).out);
    expect(first.read).toBe(lines);
    expect(first.loaded + first.repeated + first.rejected).toBe(lines);
    expect(first.loaded).toBeGreaterThan(lines * 0.9);
    expect(JSON.parse((await run(...args)).out)).toMatchObject({ loaded: 0, rejected: first.rejected });
  });
});

describe("what may say who somebody is", () => {
  it("is out of sight until a moderator covers it, and the rest is published at once", async () => {
    const slug = await newProcess();
    const lines = [
      `"Falta agua, llamen al 300 123 4567",${place},La Loma`,
      `"El puente de la 15 se cayó en 2019",${place},"Carrera 8 # 12-45"`,
      `"Faltan 20 sillas en la escuela",${place},El Peñón`,
    ];
    const path = file("datos.csv", `text,territory,place\n${lines.join("\n")}\n`);
    const { code, out } = await run(path, "--process", slug);
    expect(code).toBe(0);
    expect(out).toContain("2 pueden tener datos personales: esperan en Moderación");
    const listed = async () =>
      (await new Person({ url: test.url }).visit(`/procesos/${slug}/${placeSlug}/necesidades`)).text;
    expect(await listed()).toContain("Faltan 20 sillas");
    expect(await listed()).not.toMatch(/300 123 4567|se cayó/);
    const marta = new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "moderator" }) });
    await marta.visit("/gestion/moderacion");
    await marta.send(/^Empezar con la primera/);
    expect(marta.page.text).toContain("Puede tener datos personales");
    await marta.follow("Tapar datos de alguien");
    await marta.send("Taparlo");
    await marta.send(/^Mostrarla/);
    expect(await listed()).toContain("Falta agua, llamen al [teléfono]");
    // The second one, whose place is the plate of a house, still waits.
    expect(await listed()).not.toContain("se cayó");
    const again = await run(path, "--process", slug);
    expect(again.out).not.toContain("datos personales");
  });
});
