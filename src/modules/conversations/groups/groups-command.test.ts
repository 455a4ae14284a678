import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvBatches } from "#platform/tabular/csv-rows.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { groupsCommand } from "./groups.command.ts";

const REAL = findSharedData("conversations/vtaiwan.uberx/votes.csv.gz") === undefined;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "groups-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]) {
  const said = { out: "", err: "" };
  const code = await groupsCommand.run(args, {
    stdout: (text) => {
      said.out += text;
    },
    stderr: (text) => {
      said.err += text;
    },
    env: {},
  });
  return { code, ...said };
}

const json = async (...args: string[]) => JSON.parse((await run(...args, "--json")).out);
const gunzipped = (path: string) => JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));

/** Adjusted Rand index of two partitions of the same items (Hubert & Arabie 1985). */
function adjustedRand(pairs: readonly (readonly [unknown, unknown])[]): number {
  const two = (n: number) => (n * (n - 1)) / 2;
  const sum = (key: (pair: readonly [unknown, unknown]) => string) =>
    Object.values(Object.groupBy(pairs, key)).reduce((total, list) => total + two(list?.length ?? 0), 0);
  const [both, first, second] = [sum(([a, b]) => `${a} ${b}`), sum(([a]) => `${a}`), sum(([, b]) => `${b}`)];
  const expected = (first * second) / two(pairs.length);
  return (both - expected) / ((first + second) / 2 - expected);
}

describe.skipIf(REAL)("complete results that Polis published", () => {
  test.each(["fx-3ntrtcehas", "fx-4cvkai2ctw"])("%s, given its groups", async (name) => {
    const at = (path: string) => sharedData(`conversations/${name}/${path}`);
    const polis = gunzipped(at("polis-math.json.gz"));
    const base = new Map<number, number[]>(
      polis["base-clusters"].id.map((id: number, i: number) => [id, polis["base-clusters"].members[i]]),
    );
    const labels: Record<string, number> = {};
    for (const group of polis["group-clusters"])
      for (const id of group.members) for (const person of base.get(id) ?? []) labels[person] = group.id;
    const labelsFile = file(`${name}.json`, JSON.stringify(labels));
    const result = await json(
      "--votes",
      at("votes.csv.gz"),
      "--comments",
      at("comments.json.gz"),
      "--labels",
      labelsFile,
    );
    expect([result.n, result.statements]).toEqual([polis.n, polis["n-cmts"]]);
    expect(result.labels).toEqual(labels);
    const extremity = Object.fromEntries(
      polis.tids.map((tid: number, i: number) => [tid, polis.pca["comment-extremity"][i]]),
    );
    for (const [ours, theirs] of [
      [result.extremity, extremity],
      [result.groupAwareConsensus, polis["group-aware-consensus"]],
      [result.priority, polis["comment-priorities"]],
    ]) {
      expect(Object.keys(ours)).toEqual(Object.keys(theirs));
      for (const [tid, value] of Object.entries<number>(theirs))
        expect(Math.abs(ours[tid] - value)).toBeLessThanOrEqual(1e-9 * value);
    }
    for (const [group, list] of Object.entries<{ tid: number; "repful-for": string }[]>(polis.repness))
      expect(result.repness[group]).toEqual(list.map((one) => ({ tid: one.tid, repfulFor: one["repful-for"] })));
    for (const side of ["agree", "disagree"])
      expect(result.consensus[side]).toEqual(polis.consensus[side].map((one: { tid: number }) => one.tid));
  });

  test.each([
    ["vtaiwan.uberx", [], 0.9],
    ["brexit-consensus", ["--k", "2"], 0.85],
  ])("%s: the groups of Polis, from cold", async (name, options, least) => {
    const at = (path: string) => sharedData(`conversations/${name}/${path}`);
    const theirs = new Map<string, string>();
    for await (const rows of csvBatches(at("participants-votes.csv.gz")))
      for (const { fields } of rows) if (/^\d+$/.test(fields[1] ?? "")) theirs.set(fields[0] ?? "", fields[1] ?? "");
    const comments = ["--comments", at("comments.csv.gz")];
    const fromVotes = await run("--votes", at("votes.csv.gz"), ...comments, ...options, "--json");
    const { labels } = JSON.parse(fromVotes.out);
    const pairs = [...theirs].flatMap(([id, group]) => (id in labels ? [[group, labels[id]] as const] : []));
    expect(pairs.length).toBeGreaterThan(0.95 * theirs.size);
    expect(adjustedRand(pairs)).toBeGreaterThanOrEqual(least);
    const fromMatrix = await run("--matrix", at("participants-votes.csv.gz"), ...comments, ...options, "--json");
    expect(fromMatrix).toEqual(fromVotes);
  });
});

const VOTES = `voter-id,comment-id,vote,timestamp\n${Array.from({ length: 200 }, (_, i) => `${i % 20},${Math.floor(i / 20)},${[1, -1, 0][(i * 7) % 3]},${i}`).join("\n")}\n`;

describe("files", () => {
  test("columns of the other names, in another order, within gzip", async () => {
    const rows = VOTES.split("\n")
      .slice(1, -1)
      .map((row) => row.split(","));
    const plain = await run("--votes", file("a.csv", VOTES), "--json");
    expect(plain).toMatchObject({ code: 0, err: "" });
    const other = `modified,vote,extra,statement_id,participant_id\n${rows.map(([p, s, v, time]) => `${time},${v},"a,b",${s},${p}`).join("\n")}`;
    expect(await run("--votes", file("b.csv.gz", gzipSync(other)), "--json")).toEqual(plain);
    const bare = `participant,statement,vote\n${rows.map(([p, s, v]) => `${p},${s},${v}`).join("\n")}`;
    expect(await run("--votes", file("c.csv", bare), "--json")).toEqual(plain);
  });

  test("the keys of the result, in their order, and ids as in the file", async () => {
    const votes = file("d.csv", VOTES);
    const result = await json(
      "--votes",
      votes,
      "--comments",
      file("d.json", '[{"tid":3,"mod":-1},{"statement_id":4,"is_meta":true}]'),
    );
    expect(Object.keys(result)).toEqual(
      "n statements votes k silhouette labels projections center extremity groupAwareConsensus priority repness consensus".split(
        " ",
      ),
    );
    expect([result.n, result.statements, result.votes]).toEqual([20, 10, 200]);
    expect(Object.keys(result.projections)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
    expect([result.priority[4], result.extremity[3]]).toEqual([49, 0]);
  });

  test("labels with names, people without one and people without votes", async () => {
    const labels = file("e.labels.json", JSON.stringify({ 0: "norte", 1: "sur", 2: null, 98: "nadie", 99: "norte" }));
    const result = await json("--votes", file("e.csv", VOTES), "--labels", labels);
    expect(result.labels).toEqual({ 0: "norte", 1: "sur" });
    expect(Object.keys(result.repness)).toEqual(["norte", "sur"]);
    expect([result.k, result.silhouette]).toEqual([2, null]);
  });

  test("without --json a sentence for people; times go to stderr", async () => {
    const { code, out, err } = await run("--votes", file("f.csv", VOTES), "--timings");
    expect(code).toBe(0);
    expect(out).toMatch(/^20 personas, 10 afirmaciones, 200 votos: .*grupo/);
    expect(err).toMatch(/^read: \d+ ms.*\nmatrix: /);
  });

  test("one of each, and nobody, are told in the singular and without a list", async () => {
    const said = async (content: string) => (await run("--votes", file("l.csv", content))).out;
    expect(await said("voter-id,comment-id,vote\n1,1,1\n")).toBe("1 persona, 1 afirmación, 1 voto: un grupo (1).\n");
    expect(await said("voter-id,comment-id,vote\n")).toBe("0 personas, 0 afirmaciones, 0 votos: ningún grupo.\n");
  });

  test("more groups than people: as many as there can be", async () => {
    const two = file("k.csv", "voter-id,comment-id,vote\n1,1,1\n2,1,-1\n");
    for (const k of ["3", "100", "123456789"]) expect((await json("--votes", two, "--k", k)).k).toBe(2);
  });

  test("nobody voted: a result too", async () => {
    expect(await json("--votes", file("g.csv", "voter-id,comment-id,vote\n"))).toMatchObject({
      n: 0,
      k: 0,
      labels: {},
      center: [],
    });
    expect(await json("--matrix", file("g.csv", "participant,0,1\n7,,\n"))).toMatchObject({ n: 0, statements: 0 });
  });
});

describe("bad input is one sentence with its row, and nothing else", () => {
  test.each([
    ["a vote of 2", `${VOTES}1,1,2,5\n`, "en la fila 202, columna «vote», el voto tiene que ser 1, 0 o -1."],
    ["no voter", `${VOTES},1,1,5\n`, "en la fila 202, columna «voter-id», falta el valor."],
    ["a row cut short", `${VOTES}1,1\n`, "en la fila 202, columna «vote», la fila se acaba antes."],
    ["a moment that is none", `${VOTES}1,1,1,ayer\n`, "en la fila 202, columna «timestamp», eso no es un momento."],
    ["no column of votes", "voter-id,comment-id\n1,1\n", "falta la columna «vote»."],
    ["an empty file", "", "está vacío; falta la primera fila, con los nombres de las columnas."],
    ["gzip cut short", gzipSync(VOTES).subarray(0, 60), "El archivo comprimido está dañado o incompleto."],
    [
      "two columns of one name",
      "voter-id,comment-id,vote,vote\n1,1,1,-1\n",
      "En la línea 1, dos columnas se llaman «vote».",
    ],
    [
      "the header once more",
      `${VOTES}${VOTES}`,
      "La línea 202 parece otro encabezado: deja uno solo, en la primera fila.",
    ],
    ["quotes never closed", `${VOTES}"1,1,1\n`, "En la línea 202 se abren unas comillas que nunca se cierran."],
  ])("%s", async (_, content, sentence) => {
    const { code, out, err } = await run("--votes", file("bad.csv", content), "--json");
    expect([code, out]).toEqual([1, ""]);
    expect(err.endsWith(`${sentence}\n`)).toBe(true);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test("comments, labels and options", async () => {
    const votes = file("h.csv", VOTES);
    const sentence = async (...args: string[]) => {
      const { code, out, err } = await run(...args);
      expect([code, out]).toEqual([1, ""]);
      return err.trim();
    };
    const withComments = (content: string) => sentence("--votes", votes, "--comments", file("h.comments", content));
    expect(await withComments("comment-id,moderated\n1,7\n")).toMatch(
      /en la fila 2, columna «moderated», tiene que decir 1, 0 o -1\.$/,
    );
    expect(await withComments("comment-id,moderated,comment-body\n1,1\n")).toMatch(
      /en la fila 2, le faltan columnas\.$/,
    );
    expect(await withComments("comment-id,moderated,moderated\n1,1,-1\n")).toMatch(
      /dos columnas se llaman «moderated»\.$/,
    );
    expect(await withComments("[1]")).toMatch(/no es una lista de afirmaciones en JSON\.$/);
    expect(await withComments('[{"moderated":1}]')).toMatch(/falta la columna «comment-id»\.$/);
    expect(await sentence("--votes", votes, "--labels", file("h.labels", "[]"))).toMatch(
      /grupo de cada participante\.$/,
    );
    expect(await sentence("--votes", votes, "--k", "0")).toBe("Después de --k va un número de grupos, desde 1.");
    expect(await sentence("--matrix", file("h3.csv", "participant,0,1,0\n1,1,1,-1\n"))).toMatch(
      /En la línea 1, dos columnas se llaman «0»\.$/,
    );
    expect(await sentence("--matrix", file("h4.csv", "participant,0,1\n1,1,1\nparticipant,0,1\n"))).toMatch(
      /La línea 3 parece otro encabezado/,
    );
    expect(await sentence("--matrix", file("h2.csv", "participant,0\n1,5\n"))).toMatch(/fila 2, columna «0», el voto/);
    for (const args of [[], ["--votes", votes, "--matrix", votes], ["--nonsense"]])
      expect(await sentence(...args)).toMatch(/^Se usa así: sigesi groups/);
    expect(await sentence("--votes", join(folder, "absent"))).toMatch(/^No se puede leer el archivo/);
  });
});
