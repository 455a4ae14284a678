// The result of a conversation in the database, against the same votes recomputed from what is published.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadParticipants, participantKey } from "#core/trace/index.ts";
import { loadAnswers, loadVoters } from "#modules/conversations/index.ts";
import { openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import type { Answer } from "../conversation.ts";
import { listPriorities } from "../conversations.sql.ts";
import { groupsCommand } from "../groups/groups.command.ts";
import {
  commentsTable,
  type FileTable,
  fileText,
  participantsVotesTable,
  readPublished,
  votesTable,
} from "../publish/export.ts";
import { computeResults } from "./compute-results.ts";
import { placeOf } from "./picture.ts";
import { findPublished, findResult, listDays } from "./results.sql.ts";
import { VoteStore } from "./vote-store.ts";

const STATEMENTS = 14;
const DAY = 86_400_000;
let app: TestApp;
let count = 0;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.stop());

/** A conversation of two camps; the third statement was rejected and the fourth asks about the person. */
async function talk(people: number, { closed = false, places = 1 } = {}) {
  count += 1;
  const { db, entity, clock } = app;
  const now = clock.now();
  const process = await openProcess(app, { slug: `charla-${count}`, now });
  const territories = entity
    .participationTerritories()
    .slice(0, places)
    .map(({ code }) => code)
    .sort();
  const made = await openConversation(db, entity, {
    process,
    now,
    slug: `conversacion-${count}`,
    seeds: Array.from({ length: STATEMENTS }, (_, n) => `Afirmación número ${n}`),
    territories,
    ...(closed && { state: "closed" as const, closedAt: now }),
  });
  await db.pool.query("update conversation_statements set moderated = -1, hidden_reason = 'Ofende' where id = $1", [
    made.statements[2],
  ]);
  await db.pool.query("update conversation_statements set is_meta = true where id = $1", [made.statements[3]]);
  const ids = await addPeople(made, 0, people);
  return { ...made, ids, computing: { id: made.conversation.id, slug: made.conversation.slug, closed, territories } };
}

type Made = Awaited<ReturnType<typeof openConversation>>;

async function addPeople(
  { conversation, process, statements }: Made,
  first: number,
  people: number,
): Promise<number[]> {
  const now = app.clock.now();
  return app.db.write(async (tx) => {
    const at = (n: number) => new Date(now.getTime() - 5 * DAY + (n * 5 * DAY) / (first + people));
    const numbers = Array.from({ length: people }, (_, n) => first + n);
    const ids = await loadParticipants(
      tx,
      numbers.map((n) => ({
        processId: process.id,
        key: participantKey(process.participantKey, Buffer.from(`persona ${n}`)),
        now: at(n),
      })),
    );
    const territory = (n: number) => conversation.territories[n % conversation.territories.length] ?? "";
    await loadVoters(
      tx,
      conversation.id,
      ids.map((id, n) => ({ participantId: id, territory: territory(n), at: at(n) })),
    );
    const answers = ids.flatMap((participantId, n) =>
      statements.flatMap((statementId, s) =>
        (n + s) % 5 === 0 ? [] : [{ participantId, statementId, value: answerOf(first + n, s), at: at(n) }],
      ),
    );
    await loadAnswers(tx, conversation.id, answers);
    return ids;
  });
}

function answerOf(person: number, statement: number): Answer {
  if ((person * 3 + statement * 7) % 13 === 0) return 0;
  return statement % 2 === 0 || person % 3 === 0 ? 1 : -1;
}

const compute = (computing: Parameters<typeof computeResults>[1], store?: VoteStore) =>
  computeResults(app.db, computing, { now: app.clock.now(), timeZone: app.entity.timeZone, store });

async function written(table: FileTable, name: string): Promise<string> {
  let content = "";
  for await (const piece of fileText(table, "csv")) content += piece;
  const path = join(mkdtempSync(join(tmpdir(), "published-")), name);
  writeFileSync(path, content);
  return path;
}

describe("a frozen result", () => {
  test("is to the byte what anybody recomputes from the published votes, and is never computed again", async () => {
    const { conversation, computing } = await talk(60, { closed: true });
    expect(await compute(computing)).toBe(true);
    const frozen = gunzipSync((await findPublished(app.db.read, conversation.id)) ?? Buffer.alloc(0)).toString();
    const published = await readPublished(app.db.read, conversation, { now: app.clock.now() });
    const comments = await written(commentsTable(published), "comments.csv");
    const recompute = async (...file: string[]) => {
      let out = "";
      const io = {
        stdout: (text: string) => {
          out += text;
        },
        stderr: () => undefined,
        env: {},
      };
      expect(await groupsCommand.run([...file, "--comments", comments, "--json"], io)).toBe(0);
      return out;
    };
    expect(await recompute("--votes", await written(votesTable(published), "votes.csv"))).toBe(frozen);
    const labels = new Map(Object.entries<number>(JSON.parse(frozen).labels).map(([id, group]) => [Number(id), group]));
    expect(labels.size).toBe(60);
    expect(await recompute("--matrix", await written(participantsVotesTable(published, labels), "m.csv"))).toBe(frozen);
    const before = await findResult(app.db.read, conversation.id);
    app.clock.advance(DAY);
    await compute(computing);
    expect(await findResult(app.db.read, conversation.id)).toEqual(before);
  });

  test("is still what its files give when something is hidden afterwards, and what is hidden has no words there", async () => {
    const { conversation, computing, statements } = await talk(60, { closed: true });
    await compute(computing);
    const frozen = gunzipSync((await findPublished(app.db.read, conversation.id)) ?? Buffer.alloc(0)).toString();
    await app.db.pool.query(
      "update conversation_statements set moderated = -1, hidden_reason = 'Ofende' where id = $1",
      [statements[1]],
    );
    const published = await readPublished(app.db.read, conversation, { now: app.clock.now() });
    const rows = [...commentsTable(published).rows()].map((cells) => [cells[6], cells[7]]);
    expect(rows[1]).toEqual([1, ""]);
    expect(rows[2]).toEqual([-1, ""]);
    const comments = await written(commentsTable(published), "comments.csv");
    const votes = await written(votesTable(published), "votes.csv");
    let out = "";
    const stdout = (text: string): void => {
      out += text;
    };
    const io = { stdout, stderr: () => undefined, env: {} };
    expect(await groupsCommand.run(["--votes", votes, "--comments", comments, "--json"], io)).toBe(0);
    expect(out).toBe(frozen);
  });

  test("says only the words that were shown: nobody's before somebody accepted it, where that is asked", async () => {
    const { conversation, statements } = await talk(0, { closed: true });
    await app.db.pool.query("update conversation_statements set moderated = 0 where id = $1", [statements[0]]);
    const published = await readPublished(app.db.read, conversation, { now: app.clock.now() });
    const words = (moderation: "pre" | "post") =>
      [...commentsTable({ ...published, conversation: { ...conversation, moderation } }).rows()].map((one) => one[7]);
    expect(words("pre").slice(0, 2)).toEqual(["", "Afirmación número 1"]);
    expect(words("post")[0]).toBe("Afirmación número 0");
  });

  test("says how it changed on some of its days", async () => {
    const { conversation, computing } = await talk(40, { closed: true });
    await compute(computing);
    const days = await listDays(app.db.read, conversation.id);
    expect(days.length).toBeGreaterThan(3);
    const people = days.map((day) => day.people);
    expect(people).toEqual(people.toSorted((a, b) => a - b));
    expect(days.at(-1)?.people).toBe(40);
    expect(days.at(-1)?.sizes.reduce((sum, size) => sum + size, 0)).toBe(40);
  });
});

test("of each place, too, the frozen bytes are those of its own files", async () => {
  const { conversation, computing } = await talk(60, { closed: true, places: 2 });
  await compute(computing);
  const now = app.clock.now();
  for (const territory of conversation.territories) {
    const bytes = (await findPublished(app.db.read, conversation.id, { territory })) ?? Buffer.alloc(0);
    const published = await readPublished(app.db.read, conversation, { now, territory });
    expect(published.input.participants).toBe(30);
    const files = [
      "--votes",
      await written(votesTable(published), "votes.csv"),
      "--comments",
      await written(commentsTable(published), "comments.csv"),
    ];
    let out = "";
    const stdout = (text: string): void => {
      out += text;
    };
    expect(await groupsCommand.run([...files, "--json"], { stdout, stderr: () => undefined, env: {} })).toBe(0);
    expect(out).toBe(gunzipSync(bytes).toString());
  }
});

describe("a live result", () => {
  test("follows the votes, reads only what is new, and equals one that reads everything", async () => {
    const made = await talk(30);
    const { conversation, computing, ids, statements } = made;
    const store = new VoteStore(conversation.id);
    expect(await compute(computing, store)).toBe(true);
    expect(await compute(computing, store)).toBe(false);
    expect((await findResult(app.db.read, conversation.id))?.people).toBe(30);
    app.clock.advance(10 * 60_000);
    await app.db.pool.query(
      "update conversation_votes set value = -value, at = $3 where conversation_id = $1 and participant_id = $2",
      [conversation.id, ids[7], app.clock.now()],
    );
    expect(await compute(computing, store)).toBe(true);
    const followed = await findResult(app.db.read, conversation.id);
    await compute(computing, new VoteStore(conversation.id));
    expect((await findResult(app.db.read, conversation.id))?.picture).toEqual(followed?.picture);
    const priorities = await listPriorities(app.db.read, conversation.id);
    expect(priorities.get(statements[3] ?? 0)).toBe(49);
    expect(priorities.size).toBe(STATEMENTS);
  });

  test("is also of each place, where there are several", async () => {
    const { conversation, computing } = await talk(40, { places: 2 });
    await compute(computing);
    const people = await Promise.all(
      [undefined, ...conversation.territories].map(
        async (place) => (await findResult(app.db.read, conversation.id, { territory: place }))?.people,
      ),
    );
    expect(people).toEqual([40, 20, 20]);
  });

  test("a place of few people has neither page nor files apart, and nor has the one from which they would be subtracted", async () => {
    const { conversation, computing, ids } = await talk(60, { closed: true, places: 2 });
    const [first = "", second = ""] = conversation.territories;
    await app.db.pool.query(
      `update conversation_voters set territory_code = case when participant_id = any ($2) then $3 else $4 end
       where conversation_id = $1`,
      [conversation.id, ids.slice(0, 3), first, second],
    );
    await compute(computing);
    const base = `${app.url}/conversaciones/${conversation.slug}`;
    for (const code of conversation.territories) {
      const { slug } = app.entity.territory(code);
      const page = await (await fetch(`${base}/resultados?lugar=${slug}`)).text();
      expect(page).toContain("Este lugar no tiene un resultado aparte");
      expect(page).not.toMatch(/personas? (dieron|dio)|de acuerdo/);
      expect(await (await fetch(`${base}/resultados/afirmaciones?lugar=${slug}`)).text()).not.toContain(
        "en desacuerdo",
      );
      for (const file of ["votes.csv", "resultado.json"])
        expect((await fetch(`${base}/datos/${file}?lugar=${slug}`)).status).toBe(404);
    }
    expect(await (await fetch(`${base}/datos`)).text()).toContain("2 lugares no tienen archivos aparte");
    expect((await fetch(`${base}/datos/votes.csv`)).status).toBe(200);
  });

  test("tells somebody where they stand as the computation does", async () => {
    const { conversation, computing, ids, statements } = await talk(30);
    await compute(computing);
    const { picture } = (await findResult(app.db.read, conversation.id)) ?? {};
    if (picture === undefined) throw new Error("no result");
    const answers = new Map(statements.flatMap((_, s) => ((7 + s) % 5 === 0 ? [] : [[s, answerOf(7, s)] as const])));
    const place = placeOf(picture, answers, new Set([2, 3]));
    const near = picture.marks.find(
      ({ at }) => Math.abs(at[0] - (place?.at[0] ?? 9)) < 1e-9 && Math.abs(at[1] - (place?.at[1] ?? 9)) < 1e-9,
    );
    expect(ids).toHaveLength(30);
    expect(near).toBeDefined();
    expect(place?.group).toBe(near?.group);
    expect(placeOf(picture, new Map(), new Set())).toBeUndefined();
  });

  test("nobody has voted: a result too", async () => {
    const { conversation, computing } = await talk(0);
    await compute(computing);
    expect(await findResult(app.db.read, conversation.id)).toMatchObject({
      people: 0,
      answers: 0,
      picture: { groups: [] },
    });
  });
});
