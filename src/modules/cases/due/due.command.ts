// `sigesi cases due`: the last day to answer, from the facts and with no database. It is the tool of whoever doubts a date.
import { parseArgs } from "node:util";
import { z } from "zod";
import { readInstant } from "#platform/clock/read-instant.ts";
import { localTime } from "#platform/clock/zone.ts";
import { UsageError } from "#platform/config/read-words.ts";
import { formatDate, t, translate } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { CaseRefusal } from "../case-clock.ts";
import { type CaseClock, type CaseFacts, caseClock, NoLaw } from "../case-history.ts";
import { CASE_TYPES, legalZone } from "../law.ts";
import { describeRefusal } from "../refusal-text.ts";
import { DueProblem, readEvents } from "./read-events.ts";

const USAGE =
  "cases due --jurisdiction co|cl --type TYPE --received INSTANT [--events EVENTS.json] [--priority] [--json]";

export const casesDue: Command = {
  name: "cases due",
  usage: USAGE,
  summary: t("cases.due.summary"),
  run: async (args, io) => {
    const { json, ...words } = readWords(args);
    try {
      const facts = readFacts(words);
      const found = caseClock(facts);
      io.stdout(json ? `${JSON.stringify(asObject(facts, found))}\n` : asText(found));
      return 0;
    } catch (error) {
      tellProblem(error, json, io);
      return 1;
    }
  },
};

interface Words {
  jurisdiction: string;
  type: string;
  received: string;
  events: string | undefined;
  priority: boolean;
}

function readWords(args: readonly string[]): Words & { json: boolean } {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { jurisdiction: text, type: text, received: text, events: text, priority: flag, json: flag };
  try {
    const { jurisdiction, type, received, ...rest } = parseArgs({ args: [...args], options }).values;
    if (jurisdiction === undefined || type === undefined || received === undefined) throw new UsageError();
    return { jurisdiction, type, received, priority: rest.priority, json: rest.json, events: rest.events };
  } catch (error) {
    throw new UsageError(undefined, { cause: error });
  }
}

function readFacts({ events, priority, ...words }: Words): CaseFacts {
  const jurisdiction = z.enum(["co", "cl"]).safeParse(words.jurisdiction).data;
  if (jurisdiction === undefined) throw new DueProblem(t("cases.due.badJurisdiction", { value: words.jurisdiction }));
  const type = z.enum(CASE_TYPES).safeParse(words.type).data;
  if (type === undefined) {
    throw new DueProblem(t("cases.due.badType", { value: words.type, types: CASE_TYPES.join(", ") }));
  }
  const zone = legalZone(jurisdiction);
  const received = readInstant(words.received, zone);
  if (received === undefined) throw new DueProblem(t("cases.due.badReceived", { value: words.received }));
  return { jurisdiction, type, received, priority, events: events === undefined ? [] : readEvents(events, zone) };
}

function tellProblem(error: unknown, json: boolean, io: CommandIo): void {
  const sentence = sentenceOf(error);
  io.stderr(`${sentence}\n`);
  if (!json) return;
  const broken =
    error instanceof CaseRefusal
      ? { rule: error.source.article, code: error.code, event: error.parameters.event ?? null }
      : {};
  io.stdout(`${JSON.stringify({ error: sentence, ...broken })}\n`);
}

/** @throws the error, when it is no fault of who asks. */
function sentenceOf(error: unknown): string {
  if (error instanceof DueProblem) return error.message;
  if (error instanceof NoLaw) return translate(`cases.due.noLaw.${error.why}`);
  if (error instanceof CaseRefusal) {
    return t("cases.due.refused", { n: Number(error.parameters.event), reason: describeRefusal(error) });
  }
  throw error;
}

function asObject(facts: CaseFacts, found: CaseClock): Record<string, unknown> {
  const zone = legalZone(facts.jurisdiction);
  return {
    due: found.clock.due ?? null,
    businessDays: found.businessDays,
    rule: found.source.article,
    calendarVersion: found.calendarVersion,
    history: found.history.map(({ at, ...line }) => ({ at: localTime(at, zone), ...line })),
    deadlines: found.deadlines,
    type: facts.type,
    state: found.clock.state,
    received: found.clock.received,
    priority: facts.priority === true,
    confirmedByCounsel: found.source.confirmed,
  };
}

function asText({ clock, businessDays, source, deadlines }: CaseClock): string {
  const first =
    clock.due === undefined
      ? t("cases.due.stopped", { by: formatDate(clock.asked?.until ?? clock.received) })
      : t("cases.due.on", { day: formatDate(clock.due), days: businessDays, rule: source.article });
  const others = deadlines.map(({ kind, by, rule }) =>
    t("cases.due.deadline", { what: translate(`cases.deadline.${kind}`), day: formatDate(by), rule }),
  );
  return `${[first, ...others].join("\n")}\n`;
}
