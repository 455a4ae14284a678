// Long: what a folder of files may hold, good and bad, is tried against one server, and so are the real conversations.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvBatches } from "#platform/tabular/csv-rows.ts";
import { openProcess } from "#test/support/open-process.ts";
import { findSharedData, sharedData } from "#test/support/shared-data.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { findConversation } from "../conversations.sql.ts";
import { groupsCommand } from "../groups/groups.command.ts";
import { findPublished, findResult } from "../results/results.sql.ts";
import { runImportConversation } from "./import-conversation.command.ts";

let app: TestApp;
let process = "";
beforeAll(async () => {
  app = await startTestApp();
  process = (await openProcess(app, { slug: "charlas", now: app.clock.now() })).slug;
});
afterAll(() => app?.stop());

async function run(folder: string, slug = process) {
  const said = { out: "", err: "" };
  const io = {
    stdout: (text: string) => {
      said.out += text;
    },
    stderr: (text: string) => {
      said.err += text;
    },
  };
  const code = await runImportConversation({ folder, process: slug, json: true, now: app.clock.now() }, io, app);
  return { code, ...said };
}

async function recomputed(...args: string[]): Promise<string> {
  let out = "";
  await groupsCommand.run([...args, "--json"], {
    stdout: (text) => {
      out += text;
    },
    stderr: () => undefined,
    env: {},
  });
  return out;
}

function folderOf(files: Record<string, string | Buffer>): string {
  const folder = join(mkdtempSync(join(tmpdir(), "conversation-")), "la-charla");
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const COMMENTS = `timestamp,comment-id,author-id,moderated,comment-body\n${Array.from({ length: 9 }, (_, n) => `1600000000000,${n},0,${n === 4 ? -1 : 1},"Afirmación ${n}, con coma"`).join("\n")}\n`;
const VOTES = `timestamp,comment-id,voter-id,vote\n${Array.from({ length: 270 }, (_, i) => `${1600000000000 + i * 3_600_000},${i % 9},${10 + Math.floor(i / 9)},${[1, -1, 0][((i % 9) * Math.floor(i / 9)) % 3]}`).join("\n")}\n`;

const count = async () => {
  const { rows } = await app.db.pool.query(
    "select (select count(*) from conversations) as c, (select count(*) from conversation_votes) as v, (select count(*) from participants) as p",
  );
  return rows[0];
};

describe("sigesi import conversation", () => {
  test("loads it whole, once, and its frozen result is that of the files", async () => {
    const folder = folderOf({
      "votes.csv": VOTES,
      "comments.csv": COMMENTS,
      "summary.csv": 'topic,"¿Qué queremos, y para cuándo?"\n',
    });
    const first = await run(folder);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(first.out)).toMatchObject({ people: 30, statements: 9, read: 270, loaded: 270, repeated: 0 });
    const { conversation: slug } = JSON.parse(first.out);
    const conversation = await findConversation(app.db.read, slug);
    expect(conversation).toMatchObject({ title: "¿Qué queremos, y para cuándo?", state: "closed" });
    const frozen = gunzipSync((await findPublished(app.db.read, conversation?.id ?? 0)) ?? Buffer.alloc(0)).toString();
    const files = ["--comments", join(folder, "comments.csv")];
    expect(await recomputed("--votes", join(folder, "votes.csv"), ...files)).toBe(frozen);
    const before = await count();
    const again = await run(folder);
    expect(JSON.parse(again.out)).toMatchObject({ conversation: slug, loaded: 0, repeated: 270 });
    expect(await count()).toEqual(before);
    const base = `${app.url}/conversaciones/${slug}`;
    const page = await (await fetch(`${base}/resultados`)).text();
    expect(page).toContain("30 personas");
    const votes = join(folder, "ours.csv");
    const comments = join(folder, "our-comments.csv");
    writeFileSync(votes, await (await fetch(`${base}/datos/votes.csv`)).text());
    writeFileSync(comments, await (await fetch(`${base}/datos/comments.csv`)).text());
    expect(await recomputed("--votes", votes, "--comments", comments)).toBe(frozen);
    expect(await (await fetch(`${base}/datos/resultado.json`)).text()).toBe(frozen);
    expect(readFileSync(comments, "utf8").split("\n")[5]).toMatch(/^\d+,2020-\d\d-\d\d,4,,\d+,\d+,-1,,false$/);
    expect((await fetch(`${base}/datos/participants-votes.csv`)).status).toBe(200);
    expect(await (await fetch(`${base}/datos/summary.csv`)).text()).toContain("voters,30\n");
  });

  test.each<[string, Record<string, string | Buffer>, RegExp]>([
    [
      "a vote of 7 in the last row",
      { "votes.csv": `${VOTES}1,1,1,7\n`, "comments.csv": COMMENTS },
      /fila 272, columna «vote», el voto/,
    ],
    [
      "a vote on a statement that is not there",
      { "votes.csv": `${VOTES}1,99,1,1\n`, "comments.csv": COMMENTS },
      /fila 272, columna «comment-id», esa afirmación/,
    ],
    [
      "a statement twice",
      { "votes.csv": VOTES, "comments.csv": `${COMMENTS}1,3,0,1,Otra\n` },
      /fila 11, columna «comment-id», ese número/,
    ],
    [
      "a statement without number",
      { "votes.csv": VOTES, "comments.csv": `${COMMENTS}1,x,0,1,Otra\n` },
      /columna «comment-id», tiene que ser un número/,
    ],
    [
      "a text of a book",
      { "votes.csv": VOTES, "comments.csv": `${COMMENTS}1,55,0,1,${"a".repeat(2001)}\n` },
      /columna «comment-body», el texto pasa/,
    ],
    [
      "a statement with a bell in it",
      { "votes.csv": VOTES, "comments.csv": `${COMMENTS}1,55,0,1,Un\u0007 puente\n` },
      /fila 11, columna «comment-body», tiene caracteres de control/,
    ],
    [
      "a voter with a bell in it",
      { "votes.csv": `${VOTES}1,1,1\u0007,1\n`, "comments.csv": COMMENTS },
      /fila 272, columna «voter-id», tiene caracteres de control/,
    ],
    [
      "a column twice",
      { "votes.csv": VOTES.replace("voter-id,vote", "vote,vote"), "comments.csv": COMMENTS },
      /En la línea 1, dos columnas se llaman «vote»/,
    ],
    [
      "two files put one after the other",
      { "votes.csv": `${VOTES}${VOTES}`, "comments.csv": COMMENTS },
      /La línea 272 parece otro encabezado/,
    ],
    [
      "a statement cut short",
      { "votes.csv": VOTES, "comments.csv": `${COMMENTS}1,55,0\n` },
      /en la fila 11, le faltan columnas/,
    ],
    [
      "a vote at a time that is none",
      { "votes.csv": `${VOTES}1e300,1,1,1\n`, "comments.csv": COMMENTS },
      /fila 272, columna «timestamp», eso no es un momento/,
    ],
    [
      "a statement said at no time",
      { "votes.csv": VOTES, "comments.csv": `${COMMENTS}ayer,55,0,1,Otra\n` },
      /fila 11, columna «timestamp», eso no es un momento/,
    ],
    [
      "a conversation.json that is not JSON",
      { "votes.csv": VOTES, "comments.csv": COMMENTS, "conversation.json": "{ topic: " },
      /conversation\.json: no es un objeto JSON/,
    ],
    [
      "a title that is a number",
      { "votes.csv": VOTES, "comments.csv": COMMENTS, "conversation.json": '{"topic": 7}' },
      /fila 1, columna «topic», tiene que ser un texto/,
    ],
    [
      "one person too many",
      {
        "votes.csv": `${VOTES}${Array.from({ length: 99_971 }, (_, n) => `1600000000000,1,${1000 + n},1`).join("\n")}\n`,
        "comments.csv": COMMENTS,
      },
      /En la fila 100\.242 hay ya más de 100\.000 personas/,
    ],
    [
      "statements as large as a library, within a small gzip",
      { "votes.csv": VOTES, "comments.csv.gz": gzipSync(Buffer.alloc(65 * 2 ** 20, "a")) },
      /pasa de 64 MB/,
    ],
    ["no votes", { "comments.csv": COMMENTS }, /faltan archivos/],
    ["an empty file", { "votes.csv": "", "comments.csv": COMMENTS }, /está vacío/],
  ])("%s: one sentence with its row, and nothing half loaded", async (_, files, sentence) => {
    const before = await count();
    const { code, out, err } = await run(folderOf(files));
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(await count()).toEqual(before);
  });

  test("a process that is not there", async () => {
    expect(await run(folderOf({ "votes.csv": VOTES, "comments.csv": COMMENTS }), "ninguno")).toMatchObject({
      code: 1,
      out: "",
    });
  });

  test("nobody voted, and a matrix without times, are conversations too", async () => {
    const empty = await run(folderOf({ "votes.csv": "comment-id,voter-id,vote\n", "comments.csv": COMMENTS }));
    expect(JSON.parse(empty.out)).toMatchObject({ people: 0, loaded: 0 });
    const matrix = folderOf({
      "participants-votes.csv": "participant,group-id,0,1\n5,0,1,-1\n6,1,,0\n",
      "comments.csv": COMMENTS,
    });
    expect(JSON.parse((await run(matrix)).out)).toMatchObject({ people: 2, loaded: 3 });
  });
});

/** Who the city put in each group: the column `group-id` of its own file. */
async function publishedGroups(path: string): Promise<Map<string, string>> {
  const groups = new Map<string, string>();
  for await (const rows of csvBatches(path))
    for (const { fields } of rows) if (/^\d+$/.test(fields[1] ?? "")) groups.set(fields[0] ?? "", fields[1] ?? "");
  return groups;
}

/** Agrees, disagrees and answers of each statement: its column of the city's file. */
async function publishedCounts(path: string): Promise<number[][]> {
  let columns: string[] = [];
  const counts = new Map<string, [number, number, number]>();
  for await (const rows of csvBatches(path))
    for (const { fields } of rows) {
      if (columns.length === 0) columns = fields;
      else
        for (const [index, name] of columns.entries()) {
          const cell = fields[index] ?? "";
          if (!/^\d+$/.test(name) || cell === "") continue;
          const [agrees, disagrees, all] = counts.get(name) ?? [0, 0, 0];
          counts.set(name, [agrees + Number(cell === "1"), disagrees + Number(cell === "-1"), all + 1]);
        }
    }
  return [...counts].map(([name, count]) => [Number(name), ...count]).sort(([x = 0], [y = 0]) => x - y);
}

async function publishedSummary(path: string): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  for await (const rows of csvBatches(path)) for (const { fields } of rows) lines.set(fields[0] ?? "", fields[1] ?? "");
  return lines;
}

const REAL = ["vtaiwan.uberx", "brexit-consensus", "fx-3ntrtcehas", "fx-4cvkai2ctw"];

describe.skipIf(findSharedData("conversations/vtaiwan.uberx/votes.csv.gz") === undefined)("real conversations", () => {
  test.each(REAL)("%s: the picture is that of its files", async (name) => {
    const folder = sharedData(`conversations/${name}`);
    const { code, out, err } = await run(folder);
    expect([code, err]).toEqual([0, ""]);
    const { conversation: slug, loaded } = JSON.parse(out);
    expect(loaded).toBeGreaterThan(500);
    const frozen = await (await fetch(`${app.url}/conversaciones/${slug}/datos/resultado.json`)).text();
    const comments = name.startsWith("fx-") ? "comments.json.gz" : "comments.csv.gz";
    expect(await recomputed("--votes", join(folder, "votes.csv.gz"), "--comments", join(folder, comments))).toBe(
      frozen,
    );
    expect((await fetch(`${app.url}/conversaciones/${slug}/resultados`)).status).toBe(200);
  });

  test.each(["fx-3ntrtcehas", "fx-4cvkai2ctw"])(
    "%s: the consensus kept in its picture is what Polis published; the page lists what every group shares",
    async (name) => {
      const folder = sharedData(`conversations/${name}`);
      const { conversation: slug } = JSON.parse((await run(folder)).out);
      const { consensus } = JSON.parse(gunzipSync(readFileSync(join(folder, "polis-math.json.gz"))).toString());
      const conversation = await findConversation(app.db.read, slug);
      expect(conversation?.language).toBe("en");
      const { picture } = (await findResult(app.db.read, conversation?.id ?? 0)) ?? {};
      for (const side of ["agree", "disagree"] as const)
        expect(picture?.consensus[side]).toEqual(consensus[side].map(({ tid }: { tid: number }) => tid));
    },
  );

  // What a city shows is a map with its groups, and what most people share: the same people together, the same counts.
  test("vtaiwan.uberx: people, statements, counts and groups are those that its city published", async () => {
    const folder = sharedData("conversations/vtaiwan.uberx");
    const { conversation: slug } = JSON.parse((await run(folder)).out);
    const theirs = await publishedSummary(join(folder, "summary.csv.gz"));
    const conversation = await findConversation(app.db.read, slug);
    const { picture } = (await findResult(app.db.read, conversation?.id ?? 0)) ?? {};
    expect(conversation?.title).toBe(theirs.get("topic")?.trim());
    const read = async (name: string) => (await fetch(`${app.url}/conversaciones/${slug}/datos/${name}`)).text();
    const ours = new Map((await read("summary.csv")).split("\n").map((line) => line.split(",") as [string, string]));
    for (const name of ["voters", "comments", "groups"])
      expect([name, ours.get(name)]).toEqual([name, theirs.get(name)]);
    expect(picture?.groups).toHaveLength(Number(theirs.get("groups")));
    const { labels } = JSON.parse(await read("resultado.json"));
    const groups = await publishedGroups(join(folder, "participants-votes.csv.gz"));
    const together = [...groups].filter(([id]) => id in labels).map(([id, group]) => `${group} ${labels[id]}`);
    const counts = [...Map.groupBy(together, (pair) => pair).values()]
      .map(({ length }) => length)
      .sort((a, b) => b - a);
    const most = (counts[0] ?? 0) + (counts[1] ?? 0);
    expect(most / together.length).toBeGreaterThan(0.97);
    expect(picture?.statements.map(({ number, total }) => [number, ...total])).toEqual(
      await publishedCounts(join(folder, "participants-votes.csv.gz")),
    );
  });
});
