// Notes of the demonstration about what was decided on some of its commitments, with what people asked.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type LivedNews, loadNews } from "#modules/news/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { DemoContent } from "../content/types.ts";
import { type Numbers, numberOf } from "./number-things.ts";

const DAY_MS = 86_400_000;

const noteSchema = z.object({
  title: z.string(),
  decided: z.string(),
  why: z.string(),
  changed: z.string(),
  /** Agree, unclear, disagree. */
  reactions: z.tuple([z.int(), z.int(), z.int()]),
  correction: z.object({ decided: z.string(), reason: z.string() }).optional(),
  /** `days` before today; `after` how many days it was answered. */
  questions: z.array(
    z.object({ text: z.string(), days: z.int(), answer: z.string().optional(), after: z.int().optional() }),
  ),
});
type Note = z.infer<typeof noteSchema>;
const fileSchema = z.object({ notes: z.array(noteSchema) });

interface Made {
  numbers: Numbers;
  processIds: ReadonlyMap<string, number>;
  plannerOf: (agency: string) => number;
  entitiesDir: string;
  today: Date;
}

/** One note for each of the file, about commitments of which most was told, the story of the demonstration first. */
export async function loadNewsOf(tx: WriteTx, entity: Entity, content: DemoContent, made: Made): Promise<void> {
  const file = readFileSync(join(made.entitiesDir, "_demo/news/notes.json"), "utf8");
  const { notes } = fileSchema.parse(JSON.parse(file));
  const told = content.commitments
    .map((commitment, index) => ({ commitment, index, first: index === content.story?.commitment }))
    .sort((a, b) => Number(b.first) - Number(a.first) || b.commitment.updates.length - a.commitment.updates.length);
  await loadNews(
    tx,
    entity,
    notes.flatMap((note, at) => {
      const one = told[at];
      return one === undefined ? [] : [livedNote(note, at, { ...made, content, index: one.index })];
    }),
  );
}

function livedNote(note: Note, order: number, made: Made & { content: DemoContent; index: number }): LivedNews {
  const { content, index, numbers, processIds, plannerOf, today } = made;
  const commitment = content.commitments[index];
  if (commitment === undefined) throw new Error(`There is no commitment ${index}`);
  const name = content.initiatives[commitment.initiative]?.title ?? commitment.text;
  const say = (text: string): string => text.replaceAll("{commitment}", name);
  const ago = (days: number): Date => new Date(today.getTime() - days * DAY_MS);
  const by = plannerOf(commitment.agency);
  const now = {
    title: say(note.title).slice(0, 160),
    decided: say(note.decided),
    why: note.why,
    changed: note.changed,
  };
  const [agree, unclear, disagree] = note.reactions;
  return {
    ...now,
    processId: processIds.get(commitment.process),
    territory: commitment.territory,
    agency: commitment.agency,
    about: [numberOf(numbers.commitments, index)],
    by,
    at: ago(28 - order * 4 + 2),
    ...(note.correction && {
      correction: { ...now, decided: say(note.correction.decided), reason: note.correction.reason, at: ago(15) },
    }),
    reactions: { agree, unclear, disagree },
    questions: note.questions.map(({ text, days, answer, after = 5 }) => ({
      text,
      at: ago(days),
      ...(answer !== undefined && { answer: { text: answer, at: ago(days - after), by } }),
    })),
  };
}
