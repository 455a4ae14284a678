// A vote on paper, half typed: in one place it was counted, and in another one the sheets of yesterday's meeting are being
// entered twice. One waits for a third look.
import type { Entity, Territory } from "#core/territory/index.ts";
import { loadThings } from "#core/trace/index.ts";
import { closeTerritory, type LivedSheet, loadBallot, loadSheets } from "#modules/ballots/index.ts";
import { loadInitiatives } from "#modules/initiatives/index.ts";
import { type LivedMeeting, loadMeetings } from "#modules/meetings/index.ts";
import { findPhase, loadProcess, type PhaseDates, type Process } from "#modules/processes/index.ts";
import { instantOf, localTime } from "#platform/clock/zone.ts";
import { t, withLocale } from "#platform/i18n/i18n.ts";
import { derivedCode, digest } from "#platform/secrets/secrets.ts";
import { drawFilledBallot } from "../content/draw-ballot.ts";
import { type Random, randomOf } from "../content/random.ts";
import { findByKeyword } from "../content/world.ts";
import { DEMO_SEED } from "./demo-input.ts";
import type { Load } from "./load-demo.ts";
import { type PaperWords, readPaperWords } from "./paper-words.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const CODE_LETTERS = 10;
const CHOICES = 3;
/** Days of each phase, and on which day before today its vote opened: where it is being typed, and where it was counted. */
const LENGTHS = { gather: 40, analyse: 21, vote: 14, commit: 21, follow: 700 } as const;
const OPENED = { typing: 9, counted: 24 } as const;
/** Days from the meeting to today. */
const MEETING_AGO = { typing: 1, counted: 12 } as const;
/** Sheets that were printed, in which two people read the same, and that wait for the second person. */
const SHEETS = { typing: { printed: 60, cast: 46, once: 4 }, counted: { printed: 80, cast: 71, once: 0 } } as const;
/** On the sheet that people read in two ways: the number that is clear, and that after which a cross runs into the next. */
const DOUBT = { sure: 2, between: 5 } as const;

interface Paper extends Load {
  entity: Entity;
  words: PaperWords;
  process: Process;
  ballotId: number;
}

/** Writes it all. @returns the path of the page where the sheets are being typed. */
export async function loadPaper(load: Load, entity: Entity, entitiesDir: string): Promise<string | undefined> {
  const { tx, today } = load;
  const words = readPaperWords(entitiesDir);
  const places = placesOf(load, entity);
  if (places === undefined) return undefined;
  const process = await loadPaperProcess(load, entity, words, places);
  const opens = findPhase(process, places.counted.code, "vote")?.opensAt ?? today;
  const [ballotId = 0] = await loadThings(tx, [{ kind: "ballot", processId: process.id, now: opens }]);
  await loadBallot(tx, process, ballotId);
  const paper: Paper = { ...load, entity, words, process, ballotId };
  await loadPlace(paper, places.counted, "counted");
  const meeting = await loadPlace(paper, places.typing, "typing");
  await closeTerritory(
    tx,
    process,
    places.counted.code,
    findPhase(process, places.counted.code, "vote")?.closesAt ?? today,
  );
  return `/gestion/reuniones/${meeting}/votos`;
}

type Places = Record<"typing" | "counted", Territory>;

/** Sheets are being typed where the facilitator works, and were counted in the largest of the other places. */
function placesOf({ content }: Load, entity: Entity): Places | undefined {
  const home = content.people.find(({ role }) => role === "facilitator")?.territory;
  const largest = entity.participationTerritories().toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const typing = largest.find(({ code }) => code === home);
  const counted = largest.find((place) => place !== typing);
  return typing && counted && { typing, counted };
}

async function loadPaperProcess(load: Load, entity: Entity, words: PaperWords, places: Places): Promise<Process> {
  const { tx, today, people, processes } = load;
  // Just before the process of today, which is the one that pages show first.
  const publishedAt = new Date((processes.get("current")?.publishedAt ?? today).getTime() - DAY);
  const madeAt = new Date(publishedAt.getTime() - 20 * DAY);
  const phases = (["typing", "counted"] as const).map((as) => ({
    territory: places[as].code,
    phases: phasesOf(load, entity, OPENED[as]),
  }));
  const [id = 0] = await loadThings(tx, [{ kind: "process", now: madeAt }]);
  const process = processOf(words, {
    id,
    publishedAt,
    phases: new Map(phases.map((one) => [one.territory, one.phases])),
    year: localTime(today, entity.timeZone).slice(0, 4),
  });
  await loadProcess(tx, process, { by: people.administrator, at: madeAt, phases });
  return process;
}

/** Some days from today, at an hour of the clock. */
function hourOf(today: Date, entity: Entity, days: number, hour: string): Date {
  const day = localTime(new Date(today.getTime() + days * DAY), entity.timeZone).slice(0, 10);
  return instantOf(`${day}T${hour}`, entity.timeZone);
}

function phasesOf({ today }: Load, entity: Entity, opened: number): PhaseDates[] {
  let day = -opened - LENGTHS.gather - LENGTHS.analyse;
  let opensAt = hourOf(today, entity, day, "08:00");
  return (["gather", "analyse", "vote", "commit", "follow"] as const).map((phase) => {
    day += LENGTHS[phase];
    const dates = { phase, opensAt, closesAt: hourOf(today, entity, day, "18:00") };
    opensAt = dates.closesAt;
    return dates;
  });
}

function processOf(
  words: PaperWords,
  of: { id: number; publishedAt: Date; phases: Process["phases"]; year: string },
): Process {
  const named = (text: string): string => text.replaceAll("{year}", of.year);
  return {
    id: of.id,
    slug: named(words.slug),
    title: named(words.title),
    purpose: words.purpose,
    level: "planning",
    cyclePhase: "formulation",
    state: "published",
    choices: CHOICES,
    winners: 2,
    verification: "paper",
    rules: "",
    lotSeed: digest(`${DEMO_SEED} lot paper`).toString("hex").slice(0, 32),
    participantKey: digest(`${DEMO_SEED} participants paper`),
    publishedAt: of.publishedAt,
    closedAt: null,
    phases: of.phases,
  };
}

/** What is voted in a place, the meeting where it was, and its sheets. @returns the id of the meeting. */
async function loadPlace(paper: Paper, place: Territory, as: "typing" | "counted"): Promise<number> {
  const { tx, process, ballotId, people, entity, today } = paper;
  const initiatives = await loadOffered(paper, place);
  const startsAt = hourOf(today, entity, -MEETING_AGO[as], "14:00");
  const calledAt = new Date(startsAt.getTime() - 8 * DAY);
  const [id = 0] = await loadThings(tx, [
    { kind: "meeting", processId: process.id, territory: place.code, now: calledAt },
  ]);
  const codes = Array.from({ length: SHEETS[as].printed }, (_, n) =>
    derivedCode(digest(DEMO_SEED), ["paper", place.code, String(n)], CODE_LETTERS),
  );
  const sheets = typedSheets(paper, { place, as, initiatives, codes });
  const last = sheets.at(-1)?.code;
  const pictures = as === "typing" && last !== undefined ? [await pictureOf(paper.words, place, last)] : [];
  await loadMeetings(tx, [
    meetingOf(paper, place, { id, startsAt, calledAt, people: sheets.length, sheets: pictures }),
  ]);
  await loadSheets(tx, process, {
    ballotId,
    meetingId: id,
    territory: place.code,
    batch: batchName(entity, id),
    codes,
    printedBy: people.facilitator,
    printedAt: new Date(startsAt.getTime() - DAY),
    sheets,
  });
  return id;
}

/** As the page that prints them calls the first batch of a meeting. */
function batchName(entity: Entity, id: number): string {
  const region = { tags: { es: entity.locale, en: "en" }, timeZone: entity.timeZone, currency: entity.currency };
  return withLocale("es", region, () => `${t("ballots.typed.batch", { id })}-1`);
}

/** What two analysts read that evening, each on their own. Where it is being typed, in the last sheet they differ. */
function typedSheets(
  { words, people, entity, today }: Paper,
  of: { place: Territory; as: "typing" | "counted"; initiatives: readonly number[]; codes: readonly string[] },
): LivedSheet[] {
  const { cast, once } = SHEETS[of.as];
  const random = randomOf(DEMO_SEED, "paper", of.place.code);
  const from = hourOf(today, entity, -MEETING_AGO[of.as], "18:00").getTime();
  const read = (n: number, choices: readonly number[]) => ({
    first: { by: people.analyst, choices, at: new Date(from + n * MINUTE) },
    second: { by: people.secondAnalyst, choices, at: new Date(from + (90 + n) * MINUTE) },
  });
  const sheets = of.codes.slice(0, cast + once).map((code, n): LivedSheet => {
    const { first, second } = read(
      n,
      marksOf(random, words).map((mark) => of.initiatives[mark] ?? 0),
    );
    return { code, readings: n < cast ? [first, second] : [second] };
  });
  const doubtful = of.codes[cast + once];
  if (of.as === "counted" || doubtful === undefined) return sheets;
  const choices = (numbers: readonly number[]) => numbers.map((number) => of.initiatives[number - 1] ?? 0);
  const { first } = read(60, choices([DOUBT.sure, DOUBT.between]));
  const { second } = read(60, choices([DOUBT.sure, DOUBT.between + 1]));
  return [...sheets, { code: doubtful, readings: [first, second] }];
}

async function pictureOf({ meeting, sheet, initiatives }: PaperWords, place: Territory, code: string) {
  const file = await drawFilledBallot({
    title: meeting.replace("{place}", place.name),
    initiatives: initiatives.map(({ title }) => title),
    marks: [DOUBT.sure],
    between: DOUBT.between,
    code,
  });
  return { caption: sheet.replace("{end}", code.replaceAll("-", "").slice(-4)), file };
}

async function loadOffered({ tx, process, people, entity, words }: Paper, place: Territory): Promise<number[]> {
  const opens = findPhase(process, place.code, "vote")?.opensAt ?? new Date(0);
  const createdAt = new Date(opens.getTime() - 10 * DAY);
  const ids = await loadThings(
    tx,
    words.initiatives.map(() => ({ kind: "initiative", processId: process.id, territory: place.code, now: createdAt })),
  );
  const agencies = entity.agencies().map(({ code, names }) => ({ code, name: names.es }));
  await loadInitiatives(
    tx,
    words.initiatives.map(({ title, text, cost, sector, agency }, index) => ({
      id: ids[index] ?? 0,
      process,
      territory: place.code,
      title,
      text,
      sector: (findByKeyword(entity.sectors(), sector) ?? entity.sectors()[0])?.code ?? "",
      agency: (findByKeyword(agencies, agency) ?? agencies[0])?.code ?? "",
      cost,
      feasibility: "viable" as const,
      by: people.analyst,
      createdAt,
      publishedAt: new Date(opens.getTime() - 3 * DAY),
      demands: [],
    })),
  );
  return ids;
}

/** Between one and three marks, in the order of the sheet. */
function marksOf(random: Random, { initiatives }: PaperWords): number[] {
  const left = initiatives.map(({ liking }) => liking);
  const marks = Array.from({ length: random.int(1, CHOICES) }, () => {
    const mark = random.weighted(left);
    left[mark] = 0;
    return mark;
  });
  return marks.sort((a, b) => a - b);
}

function meetingOf(
  { entity, words, process, people }: Paper,
  place: Territory,
  of: Pick<LivedMeeting, "id" | "startsAt" | "calledAt" | "sheets"> & { people: number },
): LivedMeeting {
  return {
    ...of,
    process,
    territory: place.code,
    sub: null,
    kind: "meeting",
    title: words.meeting.replace("{place}", place.name),
    place: words.hall,
    address: null,
    lat: null,
    lon: null,
    endsAt: new Date(of.startsAt.getTime() + 180 * MINUTE),
    agenda: words.agenda.join("\n"),
    state: "held",
    cancelReason: null,
    agencies: [entity.agencies()[0]?.code ?? ""],
    organisations: [],
    officials: [],
    groups: new Map(),
    by: people.facilitator,
    heard: [],
    agreed: [],
    slips: of.people,
  };
}
