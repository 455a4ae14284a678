import { setTimeout as sleep } from "node:timers/promises";
import { closeTerritory } from "#modules/ballots/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import { prepareVote, type VoteSet } from "#test/support/voting.ts";
import { type Ground, middle, openGround, print, type Row } from "./votes-ground.ts";

const VOTES = 1_000_000;
const CHOICES = 3;
const INITIATIVES = 24;
const SHOWN_MS = 50;
const RECOUNT_MS = 3000;
const ROUNDS = 3;
const PAGES = 40;
/** More than the news of a commit takes to arrive at the web process. */
const NEWS_MS = 30;
const SLUG = "millon";

/** Results over a million votes in every place of the entity: counting and showing them. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const url = await ground.serve();
    const set = await millionVotes(ground);
    const recounts: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) recounts.push(await recount(ground, set));
    const [here] = ground.entity.participationTerritories();
    return [
      timing("recount of 1,000,000 votes", recounts, RECOUNT_MS),
      timing(
        "results of a place, uncached",
        await pageTimes(ground, `${url}/procesos/${SLUG}/${here?.slug}/resultados`),
        SHOWN_MS,
      ),
      timing("results of the process, uncached", await pageTimes(ground, `${url}/procesos/${SLUG}/votacion`), SHOWN_MS),
    ];
  } finally {
    await ground.end();
  }
}

function timing(name: string, times: readonly number[], limit: number): Row {
  const { median, low, high } = middle(times);
  const target = `≤ ${limit} ms (${low.toFixed(0)}–${high.toFixed(0)})`;
  return { name, value: median, unit: "ms", target, met: median <= limit };
}

/** Votes as the program would have left them, spread unevenly: the first place has a third of them. */
async function millionVotes(ground: Ground): Promise<VoteSet> {
  const codes = ground.entity.participationTerritories().map((territory) => territory.code);
  const set = await prepareVote(ground.db, ground.entity, {
    slug: SLUG,
    places: Object.fromEntries(codes.map((code) => [code, 3_600_000])),
    choices: CHOICES,
    winners: 5,
    initiatives: INITIATIVES,
    now: new Date(),
  });
  for (const [index, code] of codes.entries()) {
    const share = index === 0 ? 1 / 3 : 2 / 3 / (codes.length - 1);
    const ids = set.initiatives.get(code) ?? [];
    await ground.db.pool.query(
      `insert into votes (ballot_id, voter, territory_code, choices)
       select $1, sha256(convert_to($2 || n, 'UTF8')), $2,
         array[($3::bigint[])[1 + n % 8], ($3::bigint[])[9 + n % 7], ($3::bigint[])[16 + n % 9]]
       from generate_series(1, $4::int) n`,
      [
        set.ballotId,
        code,
        ids,
        index === 0
          ? VOTES - Math.round((VOTES * 2) / 3 / (codes.length - 1)) * (codes.length - 1)
          : Math.round(VOTES * share),
      ],
    );
  }
  await ground.db.pool.query("vacuum analyze votes").catch(() => undefined);
  return set;
}

/** Everything that closing does, for every place, one after the other; then it is undone, to be able to repeat it. */
async function recount(ground: Ground, set: VoteSet): Promise<number> {
  await ground.db.pool.query("delete from ballot_counts where ballot_id = $1", [set.ballotId]);
  await ground.db.pool.query("update ballot_territories set closed_at = null, ballots = null where ballot_id = $1", [
    set.ballotId,
  ]);
  const after = new Date(Date.now() + 2 * 3_600_000);
  const began = performance.now();
  for (const code of set.process.phases.keys()) {
    await ground.db.write((tx) => closeTerritory(tx, set.process, code, after));
  }
  return performance.now() - began;
}

/** Before each time what the page shows is touched, so that nothing kept in memory answers. */
async function pageTimes({ db }: Ground, url: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < PAGES; n += 1) {
    await db.write((tx) => touch(tx, ["processes", "results"]));
    await sleep(NEWS_MS);
    const began = performance.now();
    const response = await fetch(url);
    await response.text();
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
    times.push(performance.now() - began);
  }
  return times.slice(PAGES / 4);
}

if (import.meta.main) print(await run());
