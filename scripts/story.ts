// `npm run story -- --with ../shared/data`: the whole cycle on real input. 710 proposals of Chile, in the real territory
// of Santiago, said, joined, voted, promised, done and judged through the same forms that people use.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { analyse } from "./story/analyse.ts";
import { checkNeeds, closeProcess, readThread } from "./story/finish.ts";
import { followThings, readLetters, unsubscribe } from "./story/letters.ts";
import { chooseForRooms, meet } from "./story/meet.ts";
import { moderate } from "./story/moderate.ts";
import { prepareProcess } from "./story/prepare.ts";
import { follow, judge, makeCommitments } from "./story/promise.ts";
import { MOST_OTHERS, readRealNeeds } from "./story/real-needs.ts";
import { joinNeeds, sayNeeds } from "./story/say.ts";
import { chanceOf, count, DAY, hold, SEED, type Tale } from "./story/tale.ts";
import { vote } from "./story/vote.ts";
import { startWorld, type World } from "./story/world.ts";

const ENTITY = "santiago-metropolitana";
const NEEDS = "demands/votainteligente-chile-2017.jsonl.gz";
const BOUNDARIES = "territory/cl-metropolitana.geojson";
const BEGINS = new Date("2026-03-02T15:00:00Z");

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One line a step: what it did, and how long it took. */
async function step(name: string, work: () => Promise<string>): Promise<void> {
  const begun = performance.now();
  const told = await work();
  say(`${name.padEnd(10)} ${told} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
}

async function live(world: World, data: string): Promise<void> {
  const tale: Tale = { ...empty(), world };
  const needs = await readRealNeeds(join(data, NEEDS), world.entity, chanceOf("places"));
  const inRooms = chooseForRooms(needs);
  const places = world.entity.participationTerritories().length;
  say(
    `The file says neither communes nor who supports: the ${count(needs.length)} needs are spread over the ${places}`,
  );
  say(
    `communes by population from the seed "${SEED}"; of each ten supports one is lived, at most ${MOST_OTHERS} a need;`,
  );
  say(`${needs.filter((one) => one.lengthened).length} titles under ten letters were said with their subject.`);

  await step("Map", async () => lastLine(await world.command("import", "boundaries", join(data, BOUNDARIES))));
  await step("Prepare", async () => {
    Object.assign(tale, await prepareProcess(world));
    return `${tale.slug} is public, with its rules and dates`;
  });
  await step("Say", async () => {
    world.clock.set(new Date(tale.dates.gather.opens.getTime() + 5 * DAY));
    await sayNeeds(
      tale,
      needs.filter((need) => !inRooms.has(need)),
    );
    const offered = tale.needs.filter((need) => need.alike.length > 0).length;
    return `${count(tale.needs.length)} needs from ${count(tale.needs.length)} people; ${offered} were shown others alike`;
  });
  await step("Meet", async () => {
    // At noon of a day when needs are being said.
    world.clock.set(new Date(tale.dates.gather.opens.getTime() + 6.5 * DAY));
    const { meetings, people, objected } = await meet(tale, inRooms);
    return `${meetings} meetings with ${count(people)} people, their minutes approved by both sides, ${objected} with an objection`;
  });
  await step("Join", async () => {
    world.clock.set(new Date(tale.dates.gather.closes.getTime() - 5 * DAY));
    return `${count(await joinNeeds(tale))} times "me too"`;
  });
  await step("Moderate", async () => {
    world.clock.set(new Date(tale.dates.gather.closes.getTime() - 4 * DAY));
    const { reported, kept, hidden, granted, refused } = await moderate(tale);
    return `${reported} reported: ${kept} kept, ${hidden} hidden with a reason; second look of ${granted + refused}: ${granted} shown again, ${refused} not`;
  });
  await step("Analyse", async () => {
    world.clock.set(new Date(tale.dates.analyse.opens.getTime() + DAY));
    const done = await analyse(tale);
    const { coded, merged, discarded, initiatives, taken } = done;
    hold(merged + discarded + taken === tale.needs.length, `${JSON.stringify(done)} does not add up.`);
    return `${coded} coded, ${merged} merged, ${discarded} discarded with a reason, ${initiatives} initiatives from ${taken}`;
  });
  await step("Vote", async () => {
    const { voters, changed, winners } = await vote(tale);
    return `${count(voters)} voters, ${changed} changed their vote; acknowledged = counted = recounted; ${winners} won`;
  });
  await step("Promise", async () => {
    await makeCommitments(tale);
    return `${tale.commitments.length} commitments with agency, date and money`;
  });
  await step("Ask", async () => `${await followThings(tale)} people follow by mail, each with their yes`);
  await step("Follow", async () => {
    const { updates, moved, late } = await follow(tale);
    return `${updates} updates with evidence, ${moved} dates moved, ${late} late`;
  });
  let arrived = 0;
  let stopped = 0;
  await step("Letters", async () => {
    await world.post.summarise();
    const { confirmations, changes, summaries, notices } = await readLetters(tale, 1);
    arrived = changes + summaries;
    stopped = await unsubscribe(tale);
    return `${confirmations} questions, ${changes} changes, ${summaries} summaries and ${notices} notices to authors arrived once, each with its reason; ${stopped} stopped with one click`;
  });
  await step("Judge", async () => {
    const { answers } = await judge(tale);
    return `${answers} answers of those who asked; who did not ask is refused`;
  });
  await step("Close", async () => {
    await closeProcess(tale);
    return checkNeeds(tale);
  });
  await step("Silence", async () => {
    await world.post.summarise();
    const { changes, summaries } = await readLetters(tale, 2);
    return `${changes + summaries - arrived} messages more, none of them to the ${stopped} who stopped`;
  });
  const { path, text } = await readThread(tale);
  say(`\nOne thread, from the need to the judgement: ${path}\n\n${text.replaceAll(/^/gm, "  ")}`);
}

function empty(): Omit<Tale, "world"> {
  const never = { opens: new Date(0), closes: new Date(0) };
  const dates = { gather: never, analyse: never, vote: never, commit: never, follow: never };
  return {
    slug: "",
    dates,
    needs: [],
    neighbours: new Map(),
    initiatives: [],
    commitments: [],
    offenders: [],
    followers: [],
  };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function findData(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { with: { type: "string" } } });
  hold(values.with !== undefined, "Say where the data is: npm run story -- --with ../shared/data");
  const data = resolve(values.with);
  const missing = [NEEDS, BOUNDARIES].find((file) => !existsSync(join(data, file)));
  hold(missing === undefined, `The story needs ${missing}, and ${data} does not have it.`);
  return data;
}

async function main(): Promise<void> {
  const begun = performance.now();
  const data = findData(process.argv.slice(2));
  const world = await startWorld(ENTITY, BEGINS);
  try {
    await live(world, data);
  } finally {
    await world.stop();
  }
  say(`\nThe whole cycle was lived in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env.STORY_LOG !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
