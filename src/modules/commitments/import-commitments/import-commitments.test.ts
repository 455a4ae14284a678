// A department has its commitments in a spreadsheet: all of them come in with their state, or it is told row by row why not.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeWorkbook from "write-excel-file/node";
import { createAccount } from "#core/people/index.ts";
import { loadEntity } from "#core/territory/index.ts";
import { readImportWords } from "#platform/tabular/import/import-command.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { FIELDS } from "./check-row.ts";
import { runImportCommitments } from "./import-commitments.command.ts";

const HEADER = "text,territory,agency,responsible,due_date,state,money,update,updated_on";
let test: TestApp;
let folder = "";
let place = "";
let agency = "";
let files = 0;

beforeAll(async () => {
  test = await startTestApp();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  folder = mkdtempSync(join(tmpdir(), "sigesi-commitments-"));
  place = test.entity.participationTerritories()[0]?.name ?? "";
  agency = test.entity.agencies()[0]?.names.es ?? "";
});
afterAll(() => test?.stop());

function file(content: string | Buffer): string {
  files += 1;
  const path = join(folder, `${files}`);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void err.push(text), env: {} };
  const asked = readImportWords([...args, "--process", "prueba", "--json"], FIELDS, io);
  const code = asked === undefined ? 1 : await runImportCommitments({ ...asked, now: test.clock.now() }, io, test);
  return { code, out: out.join(""), err: err.join("") };
}

const row = (text: string, more: Record<string, string> = {}): string => {
  const values: Record<string, string> = {
    text,
    territory: place,
    agency,
    responsible: "Subdirectora de obras",
    due_date: "2026-12-18",
    ...more,
  };
  return HEADER.split(",")
    .map((name) => `"${values[name] ?? ""}"`)
    .join(",");
};
const csv = (...rows: string[]): string => file(`${[HEADER, ...rows].join("\n")}\n`);

describe("what comes in", () => {
  it("the promise with its state, what was told and when, in the board and in its thread", async () => {
    const path = csv(
      row("Reparar el muelle del puerto viejo", {
        state: "Cumplido",
        money: "120000000",
        update: "Se entregó en mayo.",
        updated_on: "2026-05-30",
      }),
      row("Dos plantas de agua para las veredas"),
    );
    const { code, out } = await run(path);
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, read: 2, loaded: 2, repeated: 0, rejected: 0 });
    const visitor = new Person({ url: test.url });
    const board = await visitor.visit("/compromisos?estado=met");
    expect(board.text).toContain("Reparar el muelle");
    const [link] = board.links(/Reparar el muelle/);
    const page = await visitor.visit(link ?? "");
    expect(page.text).toContain("Se entregó en mayo.");
    const { rows } = await test.db.pool.query<{ n: number }>(
      "select count(*) as n from ledger_pending where kind = 'commitment'",
    );
    expect(rows[0]?.n).toBe(2);
  });

  it("the same file again adds nothing, and a rehearsal keeps nothing", async () => {
    const path = csv(row("Un puente peatonal sobre la quebrada"), row("Un puente peatonal sobre la quebrada"));
    const count = async () =>
      (await test.db.pool.query<{ n: number }>("select count(*) as n from commitments")).rows[0]?.n;
    const before = await count();
    expect(JSON.parse((await run(path, "--dry-run")).out)).toMatchObject({ loaded: 1, repeated: 1, dryRun: true });
    expect(await count()).toBe(before);
    await run(path);
    expect(JSON.parse((await run(path)).out)).toMatchObject({ read: 2, loaded: 0, repeated: 2 });
  });
});

describe("what is refused", () => {
  it("each bad row with its line, column and reason; with skip-bad the good ones come in; the sums agree", async () => {
    await test.db.write(async (tx) => {
      const gone = await createAccount(tx, {
        name: "Ofelia Rentería",
        email: "ofelia@ejemplo.org",
        locale: "es",
        now: test.clock.now(),
      });
      await tx.updateTable("accounts").set({ closed_at: test.clock.now() }).where("id", "=", gone).execute();
    });
    const path = csv(
      row("Una cancha cubierta"),
      row("Otra cancha", { responsible: "Ofelia Rentería" }),
      row("Otra más", { responsible: "OFELIA@ejemplo.org" }),
      row("Un parque", { agency: "Secretaría de la Luna" }),
      row("Un acueducto", { due_date: "31/12/2026" }),
      row("Un colegio", { territory: "Macondo" }),
      row("Un hospital", { state: "casi" }),
      row("Una vía", { money: "mil" }),
      row("Una sede", { update: "Se hizo", updated_on: "2031-01-01" }),
      row(""),
      row("Un salón", { responsible: "Rosa\u0007 Mina" }),
    );
    const report = `${path}.csv`;
    const { code, out } = await run(path, "--skip-bad", "--report", report);
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 2, read: 11, loaded: 1, repeated: 0, rejected: 10 });
    const lines = readFileSync(report, "utf8").split(/\r?\n/).slice(1, 11);
    expect(lines.map((line) => line.split(",").slice(0, 2).join())).toEqual([
      "3,responsible",
      "4,responsible",
      "5,agency",
      "6,due_date",
      "7,territory",
      "8,state",
      "9,money",
      "10,updated_on",
      "11,text",
      "12,responsible",
    ]);
    expect(lines[0]).toContain("ya no tiene cargo");
  });

  it("without skip-bad nothing comes in", async () => {
    const { code, out } = await run(csv(row("Una biblioteca con internet"), row("Otra", { due_date: "nunca" })));
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, loaded: 0, rejected: 1, notLoaded: 1 });
  });

  it("an agency that was dissolved, by its name: somebody must say who answers now", async () => {
    const path = csv(row("Una sala de música", { agency: "Secretaría Disuelta" }));
    await test.db.pool.query({
      text: "insert into agencies (code, name_es, name_en, position, retired_at) values ('gone', $1, 'Dissolved', 999, $2)",
      values: ["Secretaría Disuelta", test.clock.now()],
    });
    const entity = await loadEntity(test.db.read, test.config);
    const out: string[] = [];
    const io = { stdout: (text: string) => void out.push(text), stderr: () => undefined };
    const asked = readImportWords([path, "--process", "prueba"], FIELDS, io);
    if (asked === undefined) throw new Error("The words are right");
    await runImportCommitments({ ...asked, now: test.clock.now() }, io, { db: test.db, entity });
    expect(readFileSync(`${path}.report.csv`, "utf8")).toContain("Esa dependencia ya no existe");
  });

  it("a second header, a row of titles above the header, an unknown column and an unknown process", async () => {
    const second = file(
      `${HEADER}\nCompromiso,Municipio,Dependencia,Responsable,Fecha,Estado,Plata,Novedad,Día\n${row("Una sede")}\n`,
    );
    expect((await run(second)).err).toContain("La línea 2 parece otro encabezado");
    const titled = file(`Compromisos 2025,,,,,,,,\n${HEADER}\n${row("Una sede")}\n`);
    expect((await run(titled)).err).toContain("la columna 2 no tiene nombre");
    expect((await run(csv(row("Una sede")), "--map", "text=compromiso")).err).toContain("«compromiso»");
  });

  it("merged cells and formulas in a workbook, with the place of the first", async () => {
    const cells = [HEADER.split(","), ["Una sede", place, agency, "Jefa", "2026-12-18", "", "", "", ""]];
    const book = await writeWorkbook(cells.map((line) => line.map((value) => ({ value })))).toBuffer();
    expect((await run(file(book), "--dry-run")).code).toBe(0);
    expect(
      (
        await run(
          file(edit(book, "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>')),
        )
      ).err,
    ).toContain("A1:C1");
    const formula = edit(book, "</row></sheetData>", '<c r="J2"><f>1+1</f><v>2</v></c></row></sheetData>');
    expect((await run(file(formula))).err).toContain("fórmulas (J2)");
    expect((await run(file(Buffer.from("PK\u0003\u0004 no es un libro")))).err).toContain("dañado");
  });
});

/** A workbook with something changed in its sheet. */
function edit(book: Buffer, from: string, to: string): Buffer {
  const parts = unzipSync(book);
  const path = Object.keys(parts).find((name) => name.includes("worksheets/sheet"));
  if (path === undefined) throw new Error("A workbook has a sheet");
  const xml = Buffer.from(parts[path] ?? []).toString("utf8");
  if (!xml.includes(from)) throw new Error(`${from} is not in the sheet`);
  return Buffer.from(zipSync({ ...parts, [path]: strToU8(xml.replace(from, to)) }));
}
