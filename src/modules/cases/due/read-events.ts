// The events of a case as a file tells them: `[{at, kind, days?, reason?, by?, outcome?}]`.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { readInstant } from "#platform/clock/read-instant.ts";
import { isDay } from "#platform/clock/zone.ts";
import { t } from "#platform/i18n/i18n.ts";
import { type CaseEvent, EVENT_KINDS } from "../case-event.ts";

/** A word or a file that cannot be used: its message is the sentence that people read. */
export class DueProblem extends Error {}

const MOST_EVENTS = 1000;
const MOST_DAYS = 2000;
const day = z.string().refine(isDay);
const eventShape = z.object({
  at: z.string(),
  kind: z.enum(EVENT_KINDS),
  days: z.union([z.int().min(0).max(MOST_DAYS), z.array(day).max(MOST_DAYS)]).optional(),
  reason: z.string().optional(),
  by: z.enum(["person", "entity"]).optional(),
  outcome: z.enum(["granted", "refused"]).optional(),
});

/**
 * Reads the events of a file.
 * @throws DueProblem when it cannot be read or one of them is not an event
 */
export function readEvents(path: string, timeZone: string): readonly CaseEvent[] {
  const rows = readJson(path);
  if (!Array.isArray(rows) || rows.length > MOST_EVENTS) throw new DueProblem(t("cases.due.noEvents", { file: path }));
  return rows.map((row, index) => {
    const read = eventShape.safeParse(row);
    if (!read.success) {
      const field = String(read.error.issues[0]?.path[0] ?? "kind");
      throw new DueProblem(t("cases.due.badEvent", { n: index + 1, field }));
    }
    const at = readInstant(read.data.at, timeZone);
    if (at === undefined) throw new DueProblem(t("cases.due.badEvent", { n: index + 1, field: "at" }));
    return { ...read.data, at };
  });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new DueProblem(t("cases.due.noEvents", { file: path }));
  }
}
