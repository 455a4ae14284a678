// What "your vote is saved" promises: it is counted once, whatever happens around it.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeTerritory, listTerritoryCounts } from "#modules/ballots/index.ts";
import { ballots as ballotsModule } from "#modules/ballots/module.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { browserMaker, prepareVote, sendVote, type VoterBrowser } from "#test/support/voting.ts";

let app: TestApp;
let other: string;
let newBrowser: () => VoterBrowser;
let places: { code: string; slug: string }[];

beforeAll(async () => {
  app = await startTestApp();
  other = (await app.second()).url;
  newBrowser = await browserMaker(app.db);
  places = app.entity.participationTerritories().map(({ code, slug }) => ({ code, slug }));
});
afterAll(() => app?.stop());

const place = (n: number) => places[n] ?? { code: "", slug: "" };
const votesOf = (ballotId: number) =>
  app.db.read.selectFrom("votes").selectAll().where("ballot_id", "=", ballotId).execute();

describe("exactness", () => {
  test("200 simultaneous votes of one person count once", async () => {
    const { code, slug } = place(0);
    const set = await prepareVote(app.db, app.entity, {
      slug: "una-persona",
      places: { [code]: 3_600_000 },
      now: app.clock.now(),
    });
    const ids = set.initiatives.get(code) ?? [];
    const me = newBrowser();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        sendVote(n % 2 === 0 ? app.url : other, `/procesos/una-persona/${slug}/votar`, me, [ids[n % ids.length] ?? 0]),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([303]));
    const votes = await votesOf(set.ballotId);
    expect(votes).toHaveLength(1);
    const receipts = await app.db.read
      .selectFrom("receipts")
      .select("thing_id")
      .where("thing_id", "=", set.ballotId)
      .execute();
    expect(receipts).toHaveLength(1);
  });

  test.each([1, 2, 3])("run %i: what was acknowledged while the vote closed is what was counted", async (run) => {
    const [here, there] = [place(1), place(2)];
    const slug = `cierre-${run}`;
    const now = app.clock.now();
    const set = await prepareVote(app.db, app.entity, {
      slug,
      places: { [here.code]: 60_000, [there.code]: 3_600_000 },
      now,
    });
    const statuses = { here: new Map<number, number>(), there: new Map<number, number>() };
    let stop = false;
    const shoot = async (worker: number): Promise<void> => {
      for (let n = 0; !stop; n += 1) {
        const at = (worker + n) % 4 === 0 ? "there" : "here";
        const target = at === "here" ? here : there;
        const ids = set.initiatives.get(target.code) ?? [];
        const status = await sendVote(
          worker % 2 === 0 ? app.url : other,
          `/procesos/${slug}/${target.slug}/votar`,
          newBrowser(),
          [ids[n % ids.length] ?? 0],
        );
        statuses[at].set(status, (statuses[at].get(status) ?? 0) + 1);
      }
    };
    const shooting = Array.from({ length: 24 }, (_, worker) => shoot(worker));
    await sleep(400);
    // The clock of the web processes stays before the close: only the lock decides what was in time.
    const closeAt = new Date(now.getTime() + 60_000);
    await app.db.write((tx) => closeTerritory(tx, set.process, here.code, closeAt));
    await sleep(300);
    stop = true;
    await Promise.all(shooting);
    const acknowledged = statuses.here.get(303) ?? 0;
    const counted = (await listTerritoryCounts(app.db.read, set.ballotId)).find((one) => one.territory === here.code);
    const votes = await votesOf(set.ballotId);
    expect(acknowledged).toBeGreaterThan(20);
    expect(counted?.ballots).toBe(acknowledged);
    expect(votes.filter((vote) => vote.territory_code === here.code)).toHaveLength(acknowledged);
    expect(votes.filter((vote) => vote.territory_code === there.code)).toHaveLength(statuses.there.get(303) ?? 0);
    expect([...statuses.here.keys()].sort()).toEqual([303, 409]);
    expect([...statuses.there.keys()]).toEqual([303]);
  });

  test("moving between two places while one closes counts a person once, where they were", async () => {
    const [here, there] = [place(3), place(4)];
    const now = app.clock.now();
    const set = await prepareVote(app.db, app.entity, {
      slug: "mudanza",
      places: { [here.code]: 60_000, [there.code]: 3_600_000 },
      now,
    });
    const people = Array.from({ length: 40 }, newBrowser);
    const go = (person: VoterBrowser, to: { code: string; slug: string }, url: string) =>
      sendVote(url, `/procesos/mudanza/${to.slug}/votar`, person, [(set.initiatives.get(to.code) ?? [])[0] ?? 0]);
    await Promise.all(people.map((person) => go(person, here, app.url)));
    const moving = people.map((person, n) => go(person, there, n % 2 === 0 ? app.url : other));
    await app.db.write((tx) => closeTerritory(tx, set.process, here.code, new Date(now.getTime() + 60_000)));
    const moved = (await Promise.all(moving)).filter((status) => status === 303).length;
    const counted = (await listTerritoryCounts(app.db.read, set.ballotId)).find((one) => one.territory === here.code);
    expect(counted?.ballots).toBe(40 - moved);
    const votes = await votesOf(set.ballotId);
    expect(votes).toHaveLength(40);
    expect(votes.filter((vote) => vote.territory_code === here.code)).toHaveLength(40 - moved);
    // Whoever was counted stays: their vote elsewhere is refused.
    const stayed = people[(await Promise.all(moving)).indexOf(409)];
    if (stayed !== undefined) expect(await go(stayed, there, app.url)).toBe(409);
  });

  test("the periodic job closes what is due, each place once, also in two processes at a time", async () => {
    const [here, there] = [place(5), place(6)];
    const now = app.clock.now();
    const set = await prepareVote(app.db, app.entity, {
      slug: "a-su-hora",
      places: { [here.code]: 60_000, [there.code]: 7_200_000 },
      now,
    });
    const ids = set.initiatives.get(here.code) ?? [];
    await sendVote(app.url, `/procesos/a-su-hora/${here.slug}/votar`, newBrowser(), ids.slice(0, 2));
    const job = ballotsModule.jobs?.find((one) => one.name === "ballots.close-due");
    expect(job?.cron).toBe("* * * * *");
    const later = { ...app.services, now: () => new Date(now.getTime() + 61_000) };
    await Promise.all([job?.run(later, {}), job?.run(later, {})]);
    await job?.run(later, {});
    const counts = await listTerritoryCounts(app.db.read, set.ballotId);
    expect(counts.find((one) => one.territory === here.code)?.ballots).toBe(1);
    expect(counts.find((one) => one.territory === there.code)?.closedAt).toBeNull();
    const told = await app.db.read
      .selectFrom("history")
      .select("thing_id")
      .where("event", "=", "ballots.won")
      .where("thing_id", "in", ids)
      .execute();
    expect(told).toHaveLength(2);
  });
});
