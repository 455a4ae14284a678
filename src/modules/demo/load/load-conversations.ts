// Two conversations of the demonstration: one that people are having, and one that ended. Who takes part thinks as one of
// some groups do, more or less.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import { loadParticipants, loadReceipts, loadThings, participantKey } from "#core/trace/index.ts";
import {
  type Answer,
  type Conversation,
  type LivedAnswer,
  type LivedStatement,
  loadAnswers,
  loadConversation,
  loadResults,
  loadStatements,
  loadTranslations,
  loadVoters,
} from "#modules/conversations/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { instantOf, localTime } from "#platform/clock/zone.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { formatList } from "#platform/i18n/i18n.ts";
import { type Random, randomOf } from "../content/random.ts";
import { browserBits } from "./crowd.ts";
import { DEMO_SEED } from "./demo-input.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const PASS = 0.1;
/** Of every how many accepted statements the first ones are of the staff. */
const SEEDS = 12;
/** People of the one under way who answer in step, so that there is a sign to look at. */
const IN_STEP = 6;
/** Translations of the one under way that nobody reviewed yet, so that there is something to review. */
const UNREVIEWED = 2;

const talkSchema = z.object({
  title: z.string(),
  slug: z.string(),
  intro: z.string(),
  /** How many people of each group. */
  people: z.array(z.int()),
  /** `agree`: chance that somebody of each group agrees, when they do not pass. */
  statements: z.array(
    z.object({ text: z.string(), en: z.string(), agree: z.array(z.number()), meta: z.boolean().optional() }),
  ),
  rejected: z.array(z.object({ text: z.string(), reason: z.string(), duplicate: z.int().optional() })),
  waiting: z.array(z.string()),
});
type Talk = z.infer<typeof talkSchema>;
const fileSchema = z.object({ open: talkSchema, closed: talkSchema });

interface Made {
  timeZone: string;
  process: Process;
  /** Where it is held; at least one. */
  places: readonly Territory[];
  by: number;
  opensAt: Date;
  closesAt: Date;
  /** Until when there are answers. */
  until: Date;
}

/** Writes both; the one that ended belongs to the process that did, and was held in two places. */
export async function loadConversations(
  tx: WriteTx,
  entity: Entity,
  given: { entitiesDir: string; today: Date; current: Process; previous: Process; by: number },
): Promise<void> {
  const file = join(given.entitiesDir, "_demo/conversations/talks.json");
  const { open, closed } = fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const places = entity.participationTerritories().toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const held = places.length > 3 ? places.slice(2, 4) : places.slice(0, 2);
  if (held.length === 0) return;
  /** Some days from an instant, at an hour at which people are awake. */
  const hourOf = (instant: Date, days: number, hour: string): Date => {
    const day = localTime(new Date(instant.getTime() + days * DAY), entity.timeZone).slice(0, 10);
    return instantOf(`${day}T${hour}`, entity.timeZone);
  };
  const common = { by: given.by, timeZone: entity.timeZone };
  await loadTalk(tx, open, {
    ...common,
    places: held.slice(0, 1),
    process: given.current,
    opensAt: hourOf(given.today, -12, "08:00"),
    closesAt: hourOf(given.today, 18, "18:00"),
    until: given.today,
  });
  const ended = given.previous.closedAt ?? hourOf(given.today, -60, "18:00");
  const closesAt = hourOf(ended, -20, "18:00");
  await loadTalk(tx, closed, {
    ...common,
    places: held,
    process: given.previous,
    opensAt: hourOf(ended, -50, "08:00"),
    closesAt,
    until: closesAt,
  });
}

async function loadTalk(tx: WriteTx, talk: Talk, made: Made): Promise<void> {
  const { process, places, by, opensAt, closesAt } = made;
  const [first, ...others] = places;
  const prepared = new Date(opensAt.getTime() - 5 * DAY);
  const [id = 0] = await loadThings(tx, [
    {
      kind: "conversation",
      processId: process.id,
      ...(first !== undefined && others.length === 0 && { territory: first.code }),
      now: prepared,
    },
  ]);
  const ended = made.until >= closesAt;
  const conversation: Conversation = {
    id,
    processId: process.id,
    slug: `${talk.slug}-de-${first?.slug}`,
    title: talk.title.replace("{place}", formatList(places.map(({ name }) => name))),
    intro: talk.intro,
    language: "es",
    state: ended ? "closed" : "open",
    opensAt,
    closesAt,
    moderation: "post",
    statementLetters: 140,
    statementsEach: 5,
    openedAt: opensAt,
    closedAt: ended ? closesAt : null,
    territories: places.map(({ code }) => code).sort(),
  };
  await loadConversation(tx, conversation, { by, at: prepared, process });
  const people = await loadPeople(tx, talk, conversation, made);
  const statements = livedStatements(talk, people, made);
  const ids = await loadStatements(tx, conversation, process, statements);
  await loadTranslations(
    tx,
    talk.statements.map(({ en }, index) => ({
      statementId: ids[index] ?? 0,
      language: "en",
      text: en,
      at: statements[index]?.at ?? opensAt,
      ...((ended || index < talk.statements.length - UNREVIEWED) && { reviewedBy: by }),
    })),
  );
  await loadReceipts(tx, [
    ...people.map((one) => ({ thingId: id, participantId: one.id, act: "voted" as const, now: one.at })),
    ...statements.flatMap(({ participantId, at }, index) =>
      participantId === undefined ? [] : [{ thingId: ids[index] ?? 0, participantId, act: "said" as const, now: at }],
    ),
  ]);
  await loadAnswers(
    tx,
    id,
    people.flatMap((one) => answersOf(talk, one, ids, made)),
  );
  await loadResults(
    tx,
    { id, slug: conversation.slug, closed: ended, territories: conversation.territories },
    { now: made.until, timeZone: made.timeZone },
  );
}

interface Somebody {
  id: number;
  group: number;
  at: Date;
  random: Random;
}

async function loadPeople(tx: WriteTx, talk: Talk, { id, slug }: Conversation, made: Made): Promise<Somebody[]> {
  const span = made.until.getTime() - made.opensAt.getTime();
  const groups = talk.people.flatMap((count, group) => Array.from({ length: count }, () => group));
  const drawn = groups
    .map((group, index) => {
      const who = `${slug} ${index}`;
      if (made.until < made.closesAt && index < IN_STEP) {
        const at = new Date(made.opensAt.getTime() + 5 * DAY + index * MINUTE);
        return { group, random: randomOf(DEMO_SEED, slug, "in step"), at, who };
      }
      const random = randomOf(DEMO_SEED, slug, index);
      const first = made.opensAt.getTime() + random.next() ** 1.5 * (span - 30 * MINUTE);
      return { group, random, at: new Date(first), who };
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const ids = await loadParticipants(
    tx,
    drawn.map(({ who, at }) => ({
      processId: made.process.id,
      key: participantKey(made.process.participantKey, browserBits(who)),
      now: at,
    })),
  );
  await loadVoters(
    tx,
    id,
    drawn.map(({ at }, index) => ({
      participantId: ids[index] ?? 0,
      territory: made.places[index % made.places.length]?.code ?? "",
      at,
    })),
  );
  return drawn.map((one, index) => ({ ...one, id: ids[index] ?? 0 }));
}

/** The first ones are of the staff; people write the others in the first days. */
function livedStatements(talk: Talk, people: readonly Somebody[], made: Made): LivedStatement[] {
  const authors = people.filter((_, index) => index % 5 === 0);
  const span = made.until.getTime() - made.opensAt.getTime();
  const all = [
    ...talk.statements.map((one) => ({ ...one, moderated: 1 as const, reason: undefined })),
    ...talk.rejected.map((one) => ({ ...one, meta: false, moderated: -1 as const })),
    ...talk.waiting.map((text) => ({ text, meta: false, moderated: 0 as const, reason: undefined })),
  ];
  return all.map(({ text, meta, moderated, reason }, number) => {
    const seed = number < SEEDS;
    const share = moderated === 0 ? 0.97 : (0.35 * (number - SEEDS)) / all.length;
    return {
      number,
      text,
      language: "es",
      seed,
      ...(!seed && { participantId: authors[number % authors.length]?.id }),
      moderated,
      isMeta: meta ?? false,
      ...(reason !== undefined && { hiddenReason: reason }),
      at: seed ? made.opensAt : new Date(made.opensAt.getTime() + share * span),
    };
  });
}

/** One after another, some seconds each, until they tire. */
function answersOf(talk: Talk, one: Somebody, ids: readonly number[], made: Made): LivedAnswer[] {
  const many = one.random.int(Math.ceil(talk.statements.length / 3), talk.statements.length);
  const shown = one.random.shuffle(talk.statements.map((statement, index) => ({ statement, index }))).slice(0, many);
  return shown.map(({ statement, index }, nth) => {
    const at = new Date(Math.min(one.at.getTime() + nth * 9000, made.until.getTime() - MINUTE));
    const passes = one.random.chance(PASS);
    const agrees = one.random.chance(statement.agree[one.group] ?? 0.5);
    const value: Answer = passes ? 0 : agrees ? 1 : -1;
    return { participantId: one.id, statementId: ids[index] ?? 0, value, at };
  });
}
