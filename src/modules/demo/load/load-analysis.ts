// What the analysts of the demonstration did besides reading: themes, a sample coded twice, weights and scores.
import type { Entity } from "#core/territory/index.ts";
import {
  type LivedAnswer,
  type LivedTheme,
  loadAnswers,
  loadClaims,
  loadCodings,
  loadThemes,
} from "#modules/demands/index.ts";
import { CRITERIA, loadScores } from "#modules/initiatives/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { randomOf } from "../content/random.ts";
import type { DemoContent, DemoNeed } from "../content/types.ts";
import { DEMO_SEED } from "./demo-input.ts";
import type { Load } from "./load-demo.ts";
import { numberOf } from "./number-things.ts";

const DAY = 86_400_000;
const ANSWERED_AFTER = 7 * DAY;
const SAMPLE = 100;
const HOUR = 3_600_000;
const IN_HANDS = 25;
/** Places whose initiatives were scored in each process. */
const SCORED_PLACES = 4;
const WEIGHTS = {
  magnitude: 20,
  severity: 20,
  urgency: 10,
  feasibility: 10,
  cost: 10,
  equity: 15,
  competence: 5,
  support: 10,
} as const;

/** `notes`: the reason of each score from 1 to 5, by criterion. */
export async function loadAnalysis(
  load: Load,
  entity: Entity,
  notes: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const { key, status } of load.content.processes) {
    const process = load.processes.get(key);
    if (status === "draft" || process === undefined) continue;
    await loadThemes(load.tx, themesOf(load, entity, { key, process }));
    await loadAnswers(load.tx, answersOf(load, entity, key));
    await loadSecondCodes(load, { key, process });
    await loadScoresOf(load, { key, process }, notes);
    if (status === "published") await loadClaimsOf(load, key);
  }
}

type Key = DemoContent["processes"][number]["key"];
interface Of {
  key: Key;
  process: Process;
}
type Indexed = readonly [number, DemoNeed];

/** Needs of a process that were read and coded, with their index. */
function codedNeeds({ content }: Load, key: Key): Indexed[] {
  return [...content.needs.entries()].filter(([, { process, fate, sector }]) => {
    const read = fate.kind !== "waiting" || fate.read;
    return process === key && read && sector !== undefined;
  });
}

/** What the second analyst is reading at this moment: the others see it in her hands. */
async function loadClaimsOf({ tx, content, numbers, people, today }: Load, key: Key): Promise<void> {
  const waiting = [...content.needs.entries()].filter(
    ([, { process, fate }]) => process === key && fate.kind === "waiting",
  );
  await loadClaims(tx, {
    needs: waiting.slice(-IN_HANDS).map(([index]) => numberOf(numbers.needs, index)),
    by: people.secondAnalyst,
    at: new Date(today.getTime() - HOUR / 4),
    until: new Date(today.getTime() + HOUR),
  });
}

/** A theme for each sector; within it, one for each initiative that grew out of many needs. */
function themesOf(load: Load, entity: Entity, { key, process }: Of): LivedTheme[] {
  const { content, numbers, people, today } = load;
  const at = new Date(today.getTime() - DAY);
  const idOf = ([index]: Indexed) => numberOf(numbers.needs, index);
  const used = new Set<string>();
  return [...Map.groupBy(codedNeeds(load, key), ([, { sector }]) => sector ?? "")].map(([sector, needs]) => {
    const byInitiative = Map.groupBy(needs, ([, { fate }]) => (fate.kind === "initiative" ? fate.initiative : -1));
    const within = [...byInitiative]
      .filter(([initiative, own]) => initiative >= 0 && own.length >= 3)
      .map(([initiative, own]) => ({ name: content.initiatives[initiative]?.title ?? "", own, needs: own.map(idOf) }))
      .filter(({ name }) => !used.has(name.toLowerCase()) && used.add(name.toLowerCase()));
    const inner = new Set(within.flatMap(({ needs: own }) => own));
    return {
      processId: process.id,
      name: entity.name(entity.sector(sector), "es"),
      by: people.analyst,
      at,
      needs: needs.map(idOf).filter((id) => !inner.has(id)),
      within: within.map(({ name, needs: own }) => ({ name, needs: own })),
    };
  });
}

/** Whoever said something in the process before has been answered; in this one, those of whom it was decided a week ago. */
function answersOf({ content, numbers, people, today }: Load, entity: Entity, key: Key): LivedAnswer[] {
  return [...content.needs.entries()].flatMap(([index, { process, fate, text, territory }]) => {
    if (process !== key || fate.kind === "waiting") return [];
    const at = new Date(fate.at.getTime() + ANSWERED_AFTER);
    if (at > today) return [];
    const reason =
      fate.kind === "discarded"
        ? fate.reason
        : fate.kind === "merged"
          ? (content.needs[fate.into]?.text ?? "")
          : (content.initiatives[fate.initiative]?.title ?? "");
    const decision = fate.kind === "initiative" ? "taken" : fate.kind;
    const words = { need: text, reason, place: entity.territory(territory).name };
    return [{ need: numberOf(numbers.needs, index), decision, words, by: people.analyst, at }];
  });
}

/** A second analyst agrees in nine of ten; the first half of the differences has been talked over. */
async function loadSecondCodes(load: Load, { key, process }: Of): Promise<void> {
  const { tx, numbers, people, today } = load;
  const random = randomOf(DEMO_SEED, "second codes", key);
  const coded = codedNeeds(load, key);
  const sectors = [...new Set(coded.map(([, { sector }]) => sector ?? ""))].sort();
  const at = new Date(today.getTime() - 2 * DAY);
  let differences = 0;
  const items = random
    .shuffle(coded)
    .slice(0, SAMPLE)
    .map(([index, { sector = "", right }]) => {
      const other = random.chance(0.1) ? random.pick(sectors) : sector;
      const otherRight = random.chance(0.08) ? undefined : right;
      const differs = other !== sector || otherRight !== right;
      if (differs) differences += 1;
      return {
        need: numberOf(numbers.needs, index),
        first: { sector, right, by: people.analyst },
        second: { sector: other, right: otherRight, by: people.secondAnalyst, at },
        resolved: differs && differences % 2 === 1 ? { sector, right, at } : undefined,
      };
    });
  if (items.length === 0) return;
  await loadCodings(tx, { processId: process.id, seed: `${DEMO_SEED} ${key}`, by: people.analyst, at, items });
}

async function loadScoresOf(
  load: Load,
  { key, process }: Of,
  notes: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const { tx, content, numbers, people, today } = load;
  const published = [...content.initiatives.entries()].filter(
    ([, one]) => one.process === key && one.status === "published",
  );
  const places = [...Map.groupBy(published, ([, { territory }]) => territory)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, SCORED_PLACES);
  const first = Math.min(today.getTime(), ...published.map(([, { createdAt }]) => createdAt.getTime()));
  const scores = places.flatMap(([, initiatives]) =>
    initiatives.flatMap(([index, { agency, createdAt }]) => {
      const random = randomOf(DEMO_SEED, "scores", key, index);
      return CRITERIA.map((criterion) => {
        const score = random.weighted([1, 3, 5, 4, 2]) + 1;
        return {
          initiative: numberOf(numbers.initiatives, index),
          criterion,
          score,
          note: notes[criterion]?.[score - 1] ?? criterion,
          by: criterion === "feasibility" || criterion === "cost" ? people.plannerOf(agency) : people.analyst,
          at: new Date(Math.min(createdAt.getTime() + DAY, today.getTime())),
        };
      });
    }),
  );
  const fixedAt = new Date(first - 10 * DAY);
  await loadScores(tx, { process, weights: WEIGHTS, fixedBy: people.administrator, fixedAt, scores });
}
