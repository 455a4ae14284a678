// What is published of a vote is enough to count it again, and tells nobody how a person voted.
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeTerritory } from "#modules/ballots/index.ts";
import { ballots as ballotsModule } from "#modules/ballots/module.ts";
import { tallyCommand } from "#modules/ballots/tally/tally-command.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { browserMaker, prepareVote, sendVote, type VoteSet } from "#test/support/voting.ts";

const HOUR = 3_600_000;
let app: TestApp;
let set: VoteSet;
let other: string;
let folder: string;
let here: { code: string; slug: string; name: string };
let there: { code: string; slug: string; name: string };

beforeAll(async () => {
  app = await startTestApp();
  other = (await app.second()).url;
  folder = await mkdtemp(join(tmpdir(), "votes-"));
  const [first, second] = app.entity.participationTerritories();
  if (first === undefined || second === undefined) throw new Error("The entity has no two places");
  [here, there] = [first, second];
  set = await prepareVote(app.db, app.entity, {
    places: { [here.code]: HOUR, [there.code]: 2 * HOUR },
    winners: 2,
    now: app.clock.now(),
  });
  const newBrowser = await browserMaker(app.db);
  for (const place of [here, there]) {
    const ids = set.initiatives.get(place.code) ?? [];
    // The first is chosen by all; the second and the third by half each: a tie at the cut.
    const ballots = Array.from({ length: 30 }, (_, n) => [ids[0] ?? 0, ids[1 + (n % 2)] ?? 0]);
    const path = `/procesos/conversatorios/${place.slug}/votar`;
    const answers = await Promise.all(ballots.map((choices) => sendVote(app.url, path, newBrowser(), choices)));
    expect(new Set(answers)).toEqual(new Set([303]));
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await app?.stop();
});

const read = async (file: string, from = app.url): Promise<string> => {
  const response = await fetch(`${from}/procesos/conversatorios/${file}`);
  expect(response.status).toBe(200);
  return response.text();
};

async function tally(csv: string, rules: string) {
  const [ballots, json] = [join(folder, "votos.csv"), join(folder, "reglas.json")];
  await writeFile(ballots, csv);
  await writeFile(json, rules);
  let stdout = "";
  let stderr = "";
  const code = await tallyCommand([ballots, "--rules", json, "--json"], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
  });
  return { code, stdout, stderr };
}

const close = (place: { code: string }) =>
  app.db.write((tx) => closeTerritory(tx, set.process, place.code, app.clock.now()));

describe("publication", () => {
  test("while people vote nothing is told: no ballots, no counts, no seed, only its fingerprint", async () => {
    expect(await read("votos.csv")).toBe("ballot,territory,initiative\n");
    expect(await read("resultados.json")).toBe('{"territories":{}}\n');
    const rules = JSON.parse(await read("reglas.json"));
    const commitment = createHash("sha256").update(set.process.lotSeed).digest("hex");
    expect(rules).toMatchObject({ choices: 3, winners: 2, tie: { commitment } });
    for (const file of ["reglas.json", "conteo", "votacion", `${here.slug}/resultados`]) {
      expect(await read(file)).not.toContain(set.process.lotSeed);
    }
    expect(await read("conteo")).toContain(commitment);
    expect((await tally(await read("votos.csv"), await read("reglas.json"))).stderr).toContain("tie.lot");
  });

  test("the cached page of results changes at the close, in every web process", async () => {
    const page = `${here.slug}/resultados`;
    for (const from of [app.url, other]) expect(await read(page, from)).toContain("La votación cierra");
    app.clock.advance(HOUR);
    for (const from of [app.url, other]) expect(await read(page, from)).toContain("La votación cierra");
    await close(here);
    for (const from of [app.url, other]) {
      await expect.poll(() => read(page, from), { timeout: 5000, interval: 10 }).toContain("Votaron 30 personas");
    }
    const visitor = new Person({ url: app.url });
    await visitor.visit(`/procesos/conversatorios/${page}`);
    expect(visitor.page.text).toContain("Ganaron 2 iniciativas");
    expect(visitor.page.text).toContain("2 iniciativas empataron con 15 votos y no cabían todas entre las ganadoras");
    expect(visitor.page.text.replaceAll("\u00a0", " ")).toContain("50 %");
    // The other place still votes: the order of the lot is told, its seed is not.
    expect(visitor.page.html).not.toContain(set.process.lotSeed);
    expect(await read("votos.csv")).not.toContain(`,${there.code},`);
    expect(JSON.parse(await read("reglas.json")).tie.lot).toBeUndefined();
    await visitor.visit("/procesos/conversatorios/votacion");
    expect(visitor.page.text).toContain("Se contó 1 lugar.");
  });

  test("the files of the last close give, through the command, the bytes that the web publishes", async () => {
    app.clock.advance(HOUR);
    await close(there);
    const [csv, rules, published] = [await read("votos.csv"), await read("reglas.json"), await read("resultados.json")];
    expect(await tally(csv, rules)).toEqual({ code: 0, stdout: published, stderr: "" });
    expect(Object.keys(JSON.parse(published).territories).sort()).toEqual([here.code, there.code].sort());
    expect(JSON.parse(rules).tie.lot).toBe(set.process.lotSeed);
    const lines = csv.trimEnd().split("\n");
    expect(lines[0]).toBe("ballot,territory,initiative");
    expect(lines).toHaveLength(1 + 2 * 60);
    // A choice that was not made changes the count: the comparison can fail.
    const forged = csv.replace(/\n([^,]+,[^,]+),\d+\n/, `\n$1,${set.initiatives.get(here.code)?.[5]}\n`);
    expect((await tally(forged, rules)).stdout).not.toBe(published);
  });

  test("the file is the same each time, shuffled, and its names come from nobody", async () => {
    const csv = await read("votos.csv");
    expect(await read("votos.csv", other)).toBe(csv);
    const names = [
      ...new Set(
        csv
          .trimEnd()
          .split("\n")
          .slice(1)
          .map((line) => line.split(",")[0] ?? ""),
      ),
    ];
    expect(names).toHaveLength(60);
    expect(names).toEqual(names.toSorted());
    const votes = await app.db.read.selectFrom("votes").select(["voter", "file_id"]).execute();
    const byVoter = votes.toSorted((a, b) => Buffer.compare(a.voter, b.voter)).map((vote) => vote.file_id);
    const byRow = votes.map((vote) => vote.file_id);
    expect(names).not.toEqual(byVoter);
    expect(names).not.toEqual(byRow);
    for (const vote of votes) {
      expect(csv).not.toContain(vote.voter.toString("hex"));
      for (const hash of ["sha256", "sha1", "md5"]) {
        const derived = createHash(hash).update(vote.voter).digest("hex").slice(0, 8);
        expect(names.some((name) => name.startsWith(derived))).toBe(false);
      }
    }
  });

  test("after everything closed, the page of results shows the seed and what each one drew", async () => {
    const visitor = new Person({ url: app.url });
    await visitor.visit(`/procesos/conversatorios/${there.slug}/resultados`);
    expect(visitor.page.text).toContain(set.process.lotSeed);
    const tied = (set.initiatives.get(there.code) ?? []).slice(1, 3);
    for (const id of tied) {
      const drawn = createHash("sha256").update(`${set.process.lotSeed}|${there.code}|${id}`).digest("hex");
      expect(visitor.page.text).toContain(drawn.slice(0, 12));
    }
    await visitor.visit("/procesos/conversatorios/votacion");
    expect(visitor.page.text).toContain("Se contaron 2 lugares.");
    await visitor.visit("/en/procesos/conversatorios/votacion");
    expect(visitor.page.text).toContain("2 places were counted.");
    expect(JSON.parse(await read("votos.json")).columns.map((column: { name: string }) => column.name)).toEqual([
      "ballot",
      "territory",
      "initiative",
    ]);
  });

  test("pages of the file join without losing or repeating a ballot", async () => {
    const slug = "muchos";
    const many = await prepareVote(app.db, app.entity, { slug, places: { [here.code]: HOUR }, now: app.clock.now() });
    const [one = 0] = many.initiatives.get(here.code) ?? [];
    await app.db.pool.query(
      `insert into votes (ballot_id, voter, territory_code, choices)
       select $1, sha256(int8send(n)), $2, array[$3::bigint] from generate_series(1, 9001) n`,
      [many.ballotId, here.code, one],
    );
    app.clock.advance(HOUR);
    await app.db.write((tx) => closeTerritory(tx, many.process, here.code, app.clock.now()));
    const csv = await (await fetch(`${app.url}/procesos/${slug}/votos.csv`)).text();
    const names = csv.trimEnd().split("\n").slice(1);
    expect(names).toHaveLength(9001);
    expect(new Set(names).size).toBe(9001);
  });

  test("a year after the close nothing joins a vote to its voter, and the file is the same", async () => {
    const csv = await read("votos.csv");
    const voters = async () => {
      const rows = await app.db.read
        .selectFrom("votes")
        .select("voter")
        .where("ballot_id", "=", set.ballotId)
        .execute();
      return rows.map((row) => row.voter.toString("hex")).sort();
    };
    const known = await voters();
    const forget = async (days: number) => {
      const now = () => new Date(app.clock.now().getTime() + days * 24 * HOUR);
      await ballotsModule.jobs?.find((job) => job.name === "ballots.forget")?.run({ ...app.services, now }, {});
    };
    await forget(360);
    expect(await voters()).toEqual(known);
    await forget(370);
    const random = await voters();
    expect(random).toHaveLength(60);
    expect(random.filter((voter) => known.includes(voter))).toEqual([]);
    await forget(371);
    expect(await voters()).toEqual(random);
    expect(await read("votos.csv")).toBe(csv);
  });
});
