// The fields with which a need is said and corrected, and what they mean.
import { z } from "zod";
import { type Entity, findOutlines, liesIn, type OutlineMap, placeAt } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { optionalText, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { mayLieIn, type Point, readPoint } from "../point/point.ts";

export const MAX_LETTERS = 600;
export const MAX_PLACE_LETTERS = 120;
/** What people see as one letter may be many characters; the table takes these. */
export const MAX_CHARACTERS = 4000;
const MAX_PLACE_CHARACTERS = 200;
/** What a decoder leaves where bytes were not text. */
const BROKEN = "\uFFFD";
const SHEET_CHARACTERS = 2400;

const whole = (max: number) => (text: string | undefined) =>
  text === undefined || ([...text].length <= max && !text.includes("\u0000"));
const readable = (text: string | undefined) => text === undefined || !text.includes(BROKEN);

/** What is needed, in words. */
export function textOfNeed() {
  return textField({
    min: 10,
    max: MAX_LETTERS,
    required: "demands.say.text.missing",
    short: "demands.say.text.short",
    long: "demands.say.text.long",
  })
    .refine(whole(MAX_CHARACTERS), "demands.say.text.long")
    .refine(readable, "demands.say.broken");
}

/** As `textOfNeed`, but it may be left empty: a voice note says it then. */
export function textOrVoice() {
  return z.preprocess(
    (value) => ((Array.isArray(value) ? value[0] : value) === "" ? undefined : value),
    z.undefined().or(textOfNeed()),
  );
}

export function placeFields() {
  return {
    place: optionalText(MAX_PLACE_LETTERS)
      .refine(whole(MAX_PLACE_CHARACTERS), "common.tooLong")
      .refine(readable, "demands.say.broken"),
    point: optionalText(300),
  };
}

export const SHEET_FIELDS = ["problem", "symptoms", "causes", "consequences", "tried"] as const;
export type Sheet = Partial<Record<(typeof SHEET_FIELDS)[number], string>>;

export function sheetFields() {
  const field = () =>
    optionalText(MAX_LETTERS).refine(whole(SHEET_CHARACTERS), "common.tooLong").refine(readable, "demands.say.broken");
  return { problem: field(), symptoms: field(), causes: field(), consequences: field(), tried: field() };
}

/** The sheet of a form, if anything was written in it. */
export function sheetOf(body: z.infer<z.ZodObject<ReturnType<typeof sheetFields>>>): Sheet | undefined {
  const written = SHEET_FIELDS.filter((name) => body[name] !== undefined);
  return written.length === 0 ? undefined : Object.fromEntries(written.map((name) => [name, body[name]]));
}

/**
 * The point of a form. @throws Problem 400 when there is none in what was written, or it is outside of the place: of its
 * borders where they were loaded, else far from its centre.
 */
export async function pointOf(
  { db, entity }: { db: ReadDb; entity: Entity },
  territory: string,
  typed: string | undefined,
): Promise<Point | undefined> {
  if (typed === undefined) return undefined;
  const point = readPoint(typed);
  if (point === undefined) throw new Problem(400, "demands.point.unreadable", { field: "point" });
  const whole = territory === entity.root.code;
  await requireWithinBorders(db, entity, territory, point);
  if (!mayLieIn(point, territory, entity.participationTerritories(), whole))
    throw new Problem(400, "demands.point.far", {
      field: "point",
      parameters: { place: entity.territory(territory).name },
    });
  return point;
}

/** @throws Problem 400 when the borders say that a point is not there, with the place where it is. */
async function requireWithinBorders(db: ReadDb, entity: Entity, territory: string, point: Point): Promise<void> {
  const outlines = await findOutlines(db, entity.root.code);
  if (outlines === undefined) return;
  const there = placeAt(outlines, point);
  const lies = territory === entity.root.code ? liesInAny(outlines, point) : liesIn(outlines, territory, point);
  if (lies !== false) return;
  const place = entity.territory(territory).name;
  throw new Problem(400, there === undefined ? "demands.point.outside" : "demands.point.elsewhere", {
    field: "point",
    parameters: { place, there: there === undefined ? "" : entity.territory(there).name },
  });
}

function liesInAny(outlines: OutlineMap, point: Point): boolean | undefined {
  const answers = [...outlines.paths.keys()].map((code) => liesIn(outlines, code, point));
  return answers.includes(true) ? true : answers[0];
}
