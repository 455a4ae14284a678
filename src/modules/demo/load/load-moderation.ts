// What the moderators of the demonstration had to look at: photos, reports, what they hid and why, and second looks.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  HIDE_REASONS,
  type LivedCase,
  loadCases,
  openProtection,
  REPORT_REASONS,
  usualWords,
} from "#core/moderation/index.ts";
import { demandReportable, holdForLook, loadPhotos } from "#modules/demands/index.ts";
import { DRAWINGS, drawPhoto } from "../content/drawings.ts";
import type { Load } from "./load-demo.ts";
import { type Said, saidNow, sayBeside } from "./say-beside.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PHOTOS_SHOWN = 4;
const PHOTOS_WAITING = 2;

const report = z.tuple([z.enum(REPORT_REASONS), z.string()]);
const fileSchema = z.object({
  hidden: z.array(
    z.object({
      text: z.string(),
      reason: z.enum(HIDE_REASONS),
      words: z.string().optional(),
      reports: z.array(report),
      appeal: z.object({ text: z.string(), granted: z.boolean().optional(), words: z.string().optional() }).optional(),
    }),
  ),
  kept: z.array(report),
  waiting: z.array(report),
  danger: z.array(z.string()),
  personal: z.object({ left: z.array(z.string()), held: z.array(z.string()) }),
});
type Hidden = z.infer<typeof fileSchema>["hidden"][number];
type Report = z.infer<typeof report>;

export async function loadModeration(load: Load, entitiesDir: string): Promise<void> {
  const file = readFileSync(join(entitiesDir, "_demo/moderation/cases.json"), "utf8");
  const { hidden, kept, waiting, danger, personal } = fileSchema.parse(JSON.parse(file));
  const said = saidNow(load);
  const old = said.filter(({ at }) => at.getTime() < load.today.getTime() - 4 * DAY);
  const unread = said.filter(({ read }) => !read);
  const cases = [
    ...(await loadHidden(load, hidden, spread(old, hidden.length))),
    ...reportsOf(load, kept, unread.slice(0, kept.length), true),
    ...reportsOf(load, waiting, unread.slice(kept.length, kept.length + waiting.length), false),
    ...(await loadPhotosOf(load, said.slice(-PHOTOS_SHOWN - PHOTOS_WAITING))),
    ...(await loadPersonal(load, personal.left, old.slice(1))),
  ];
  await loadCases(
    load.tx,
    cases.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime()),
  );
  const held = await sayBeside(load, asWords(personal.held), old.slice(1 + personal.left.length));
  await holdForLook(load.tx, held, load.today);
  const inDanger = await sayBeside(load, asWords(danger), old.slice(1 + personal.left.length + personal.held.length));
  for (const { id, territory, at } of inDanger)
    await openProtection(load.tx, demandReportable, {
      kind: "demand",
      id,
      thingId: id,
      territory,
      source: "author",
      now: at,
    });
}

const asWords = (texts: readonly string[]) => texts.map((text) => ({ text }));

/** `n` of a list, evenly far from each other. */
function spread<T>(items: readonly T[], n: number): T[] {
  const step = Math.max(1, Math.floor(items.length / Math.max(1, n)));
  return items.filter((_, index) => index % step === 0).slice(0, n);
}

/** What says who somebody is, which its author left although it was proposed to cover it: public, and waiting to be looked at. */
async function loadPersonal(load: Load, texts: readonly string[], beside: readonly Said[]): Promise<LivedCase[]> {
  const needs = await sayBeside(load, asWords(texts), beside);
  return needs.map(({ id, at, territory, participantId, processId }) => ({
    kind: "demand",
    subjectId: id,
    thingId: id,
    authorId: participantId,
    processId,
    territory,
    source: "personal_data",
    openedAt: at,
    reports: [],
  }));
}

/** Words that should not have been said. */
async function loadHidden(load: Load, hidden: readonly Hidden[], beside: readonly Said[]): Promise<LivedCase[]> {
  const { tx, people } = load;
  const needs = await sayBeside(load, hidden, beside);
  const cases = needs.flatMap(({ participantId, ...need }, index): LivedCase[] => {
    const one = hidden[index];
    if (one === undefined) return [];
    // Whoever enters as the moderator finds a second look that is hers to give, and one that is not.
    const [by, second] =
      index % 2 === 0 ? [people.moderator, people.administrator] : [people.administrator, people.moderator];
    return [hiddenCase(one, { ...need, authorId: participantId, by, second })];
  });
  for (const { subjectId: id, decision, appeal } of cases) {
    const words = appeal?.outcome?.granted === true ? undefined : (appeal?.outcome?.words ?? decision?.hide?.words);
    const at = decision?.at ?? load.today;
    if (decision !== undefined) await demandReportable.setHidden(tx, { id, words, by: decision.by, now: at });
  }
  return cases;
}

function hiddenCase(
  { reason, words = usualWords(reason), reports, appeal }: Hidden,
  of: { id: number; at: Date; territory: string; authorId: number; processId: number; by: number; second: number },
): LivedCase {
  const after = (hours: number): Date => new Date(of.at.getTime() + hours * HOUR);
  const { id, territory, authorId, processId, by } = of;
  return {
    kind: "demand",
    subjectId: id,
    thingId: id,
    authorId,
    processId,
    territory,
    source: "report",
    openedAt: after(5),
    reports: reports.map(toReport),
    decision: { hide: { reason, words }, by, at: after(9) },
    ...(appeal && {
      appeal: {
        text: appeal.text,
        at: after(30),
        ...(appeal.granted !== undefined && {
          outcome: { granted: appeal.granted, words: appeal.words ?? words, by: of.second, at: after(54) },
        }),
      },
    }),
  };
}

const toReport = ([reason, note]: Report) => ({ reason, ...(note !== "" && { note }) });

/** Reports about needs that are as they should be: looked at this morning and left, or still waiting. */
function reportsOf(load: Load, reports: readonly Report[], about: readonly Said[], looked: boolean): LivedCase[] {
  const processId = load.processes.get("current")?.id ?? 0;
  return about.flatMap(({ id, territory, participantId }, index) => {
    const one = reports[index];
    if (one === undefined) return [];
    const at = new Date(load.today.getTime() - (looked ? 8 : 3) * HOUR + index * 60_000);
    return [
      {
        kind: "demand",
        subjectId: id,
        thingId: id,
        authorId: participantId,
        processId,
        territory,
        source: "report" as const,
        openedAt: at,
        reports: [toReport(one)],
        ...(looked && { decision: { by: load.people.moderator, at: new Date(at.getTime() + HOUR) } }),
      },
    ];
  });
}

async function loadPhotosOf(load: Load, about: readonly Said[]): Promise<LivedCase[]> {
  const { tx, people, processes, today } = load;
  const drawn = await Promise.all(Array.from({ length: DRAWINGS }, (_, index) => drawPhoto(index)));
  const photos = about.flatMap(({ id, at }, index) => {
    const file = drawn[index % DRAWINGS];
    const shown = index < PHOTOS_SHOWN ? { by: people.moderator, at: today } : undefined;
    return file === undefined ? [] : [{ demandId: id, file, at, ...(shown && { shown }) }];
  });
  const ids = await loadPhotos(tx, photos);
  return about.flatMap(({ id: thingId, territory, participantId, at }, index) => {
    const id = ids[index];
    if (id === undefined) return [];
    return [
      {
        kind: "demand-photo",
        subjectId: id,
        thingId,
        authorId: participantId,
        processId: processes.get("current")?.id ?? 0,
        territory,
        source: "first_look" as const,
        openedAt: at,
        reports: [],
        ...(index < PHOTOS_SHOWN && { decision: { by: people.moderator, at: today } }),
      },
    ];
  });
}
