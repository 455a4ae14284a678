// The lives of the requests of the demonstration: what each asked for and what became of it.
import { addWorkingDays, workCalendar, workingDayFrom } from "#analysis/calendar/working-days.ts";
import type { Entity } from "#core/territory/index.ts";
import { type LivedCase, lawfulEvents, type StoredEvent, termOf } from "#modules/cases/index.ts";
import { instantOf, localTime } from "#platform/clock/zone.ts";
import { type Random, randomOf } from "../content/random.ts";
import type { Bank } from "./case-bank.ts";
import { DEMO_SEED } from "./demo-input.ts";

/** People who asked for the same in the same days and were answered together. */
export const TOGETHER = 14;
const DAYS = 330;
const DAY_MS = 86_400_000;
/** Who withdraws by themselves does it soon. */
const A_WEEK = 5;

/** What becomes of a request, and how often. Days are working days since it was received; `t` is its term. */
const FATES: readonly {
  weight: number;
  events: (t: number, random: Random) => readonly [number, StoredEvent["kind"]][];
}[] = [
  {
    weight: 66,
    events: (t, r) => [
      [1, "assigned"],
      [r.int(2, Math.max(2, t - 2)), "answered"],
      [t - 1, "notified"],
    ],
  },
  {
    weight: 7,
    events: (t, r) => [
      [2, "assigned"],
      [t + r.int(1, 6), "answered"],
      [t + 8, "notified"],
    ],
  },
  {
    weight: 6,
    events: (t) => [
      [1, "assigned"],
      [t - 2, "extended"],
      [t + 3, "answered"],
      [t + 4, "notified"],
    ],
  },
  {
    weight: 5,
    events: () => [
      [3, "transferred"],
      [4, "assigned"],
      [11, "answered"],
      [12, "notified"],
    ],
  },
  {
    weight: 4,
    events: () => [
      [3, "completion-requested"],
      [11, "completed"],
      [15, "answered"],
      [16, "notified"],
    ],
  },
  {
    weight: 3,
    events: () => [
      [4, "completion-requested"],
      [30, "withdrawn"],
    ],
  },
  {
    weight: 2,
    events: () => [
      [2, "clarification-requested"],
      [14, "archived"],
    ],
  },
  { weight: 2, events: () => [[4, "withdrawn"]] },
  {
    weight: 2,
    events: (t) => [
      [1, "assigned"],
      [t - 2, "answered"],
    ],
  },
  {
    weight: 1,
    events: (t) => [
      [1, "assigned"],
      [t - 3, "answered"],
      [t - 2, "notified"],
      [t + 3, "insistence"],
    ],
  },
  { weight: 2, events: () => [[1, "assigned"]] },
  { weight: 1, events: () => [[3, "transferred"]] },
  {
    weight: 1,
    events: (t) => [
      [1, "assigned"],
      [t - 3, "answered"],
      [t - 2, "notified"],
      [t + 8, "reopened"],
    ],
  },
];

const CALENDARS = { co: workCalendar("co"), cl: workCalendar("cl") };

export interface Made {
  entitiesDir: string;
  today: Date;
  /** The officer of the button, who works in one agency. */
  officer: number;
  begin: Date;
}

export interface Working extends Made {
  index: number;
  reviewer: number;
  officerOf: (agency: string) => number;
}

/** One of many neighbours who ask for the same: all are answered in the same hour, and each reads it when they can. */
export function livedTogether(
  entity: Entity,
  bank: Bank,
  { today, index, reviewer, officer, officerOf }: Working,
): readonly LivedCase[] {
  const [asked] = bank.requests;
  const [place] = entity.participationTerritories();
  if (asked === undefined || place === undefined) return [];
  const random = randomOf(DEMO_SEED, "together", index);
  const receivedAt = new Date(today.getTime() - 40 * DAY_MS + index * 7 * 3_600_000);
  const answeredAt = new Date(today.getTime() - 28 * DAY_MS);
  const at = (days: number): Date => instantAfter(entity, answeredAt, days, "notified");
  const events: readonly StoredEvent[] = [
    { at: instantAfter(entity, receivedAt, 1, "assigned"), kind: "assigned" },
    { at: instantAfter(entity, answeredAt, 1, "answered"), kind: "answered", outcome: "granted" },
    // The last ones have not opened it yet.
    ...(index < TOGETHER - 2
      ? [{ at: at(1 + (index % 4)), kind: "notified" as const, reason: "La leyó en esta página." }]
      : []),
  ];
  const { question, answer } = bank.together;
  return [
    {
      form: asked.form,
      text: asked.text.replaceAll("{place}", place.name),
      territory: place.code,
      sector: asked.sector,
      person: random.pick(bank.names),
      channel: random.pick(["web", "web", "counter", "telephone"] as const),
      receivedAt,
      events: lawfulEvents(entity, { form: asked.form, receivedAt }, events),
      officerOf,
      answer: { text: answer, outcome: "granted", by: officer, reviewedBy: reviewer },
      together: question,
      public: index === 0,
    },
  ];
}

export function livedCase(
  entity: Entity,
  bank: Bank,
  { today, index, reviewer, officer, officerOf }: Working,
): readonly LivedCase[] {
  const random = randomOf(DEMO_SEED, "case", index);
  const offered = new Set(entity.sectors().map(({ code }) => code));
  const asked = random.pick(bank.requests.filter(({ sector }) => offered.has(sector)));
  const place = random.pick(entity.participationTerritories());
  // More of them lately: the square of a uniform.
  const receivedAt = new Date(
    today.getTime() - Math.ceil(DAYS * random.next() ** 2 * DAY_MS) - random.int(1, 20) * 3_600_000,
  );
  const day = localTime(receivedAt, entity.timeZone).slice(0, 10);
  const term = termOf(entity.jurisdiction, asked.form, day);
  const fate = FATES[random.weighted(FATES.map(({ weight }) => weight))];
  if (term === undefined || fate === undefined) return [];
  const outcome = random.chance(asked.form === "information" ? 0.3 : 0.15) ? "refused" : "granted";
  const planned = fate.events(term.days, random).map(
    ([days, kind]): StoredEvent => ({
      at: instantAfter(entity, receivedAt, days, kind),
      kind,
      reason: bank.reasons[kind],
      ...(kind === "extended" && { days: Math.min(term.moreDays, 10) }),
      ...(kind === "answered" && { outcome }),
      ...(kind === "withdrawn" && { by: days > A_WEEK ? ("entity" as const) : ("person" as const) }),
      ...(kind === "notified" && { reason: "Correo certificado, con firma de quien recibe." }),
    }),
  );
  const channel = random.pick([
    "web",
    "web",
    "web",
    "counter",
    "telephone",
    "email",
    "paper",
    "social",
    "api",
  ] as const);
  const past = planned.filter(({ at }) => at < today);
  const others = entity.agencies();
  return [
    {
      form: asked.form,
      text: asked.text.replaceAll("{place}", place.name),
      territory: place.code,
      sector: asked.sector,
      person: random.chance(0.8) ? random.pick(bank.names) : undefined,
      channel,
      ...(channel === "social" && { origin: "Facebook" }),
      receivedAt,
      events: lawfulEvents(entity, { form: asked.form, receivedAt }, past),
      transferredTo: others[index % others.length]?.code,
      officerOf,
      answer: { text: random.pick(bank.answers[outcome]), outcome, by: officer, reviewedBy: reviewer },
      public: !asked.form.startsWith("data-") && random.chance(0.25),
      helped: random.chance(0.3) ? random.pick(["yes", "yes", "partly", "no"] as const) : undefined,
    },
  ];
}

/** A request that came by chat, with what was said in it. */
export function livedChat(entity: Entity, bank: Bank, { today, officer, officerOf }: Working): LivedCase[] {
  const [place] = entity.featuredTerritories();
  if (place === undefined) return [];
  const lines = bank.chat.lines.map(([side, text]) => ({ side, text: text.replaceAll("{place}", place.name) }));
  const said = lines.filter(({ side }) => side === "person").map(({ text }) => text);
  return [
    {
      form: "petition",
      text: said.join("\n"),
      territory: place.code,
      sector: "servicios",
      person: bank.chat.name,
      channel: "chat",
      // On a working day, in the hours of the chat, and past whatever holidays lie between.
      receivedAt: instantAfter(entity, new Date(today.getTime() - 10 * DAY_MS), 1, "assigned"),
      events: [],
      officerOf,
      chat: { officer, lines },
    },
  ];
}

/** Requests about somebody who needs protection: the first steps of each route were done, and some wait too long. */
export function livedRoutes(entity: Entity, bank: Bank, { today, officerOf }: Working, protector: number): LivedCase[] {
  return bank.protection.flatMap(({ route: code, text, hoursAgo, done, note }, index) => {
    const route = entity.cases.routes.find((one) => one.code === code);
    const place = entity.participationTerritories()[index];
    if (route === undefined || place === undefined) return [];
    const receivedAt = new Date(today.getTime() - hoursAgo * 3_600_000);
    const steps = route.steps.slice(0, done).map((step, nth) => {
      const at = new Date(receivedAt.getTime() + (nth + 1) * 2 * 3_600_000);
      return { step: step.code, at, doneOn: localTime(at, entity.timeZone).slice(0, 10), note, by: protector };
    });
    return {
      form: "petition" as const,
      text: text.replaceAll("{place}", place.name),
      territory: place.code,
      sector: "proteccion-social",
      channel: "web" as const,
      receivedAt,
      events: [],
      officerOf,
      route: { code, done: steps },
    };
  });
}

/** Ten or later in the morning of a working day, the later the further its kind is in a life. */
function instantAfter(entity: Entity, receivedAt: Date, days: number, kind: StoredEvent["kind"]): Date {
  const calendar = CALENDARS[entity.jurisdiction];
  const from = workingDayFrom(calendar, localTime(receivedAt, entity.timeZone).slice(0, 10));
  const day = addWorkingDays(calendar, from, Math.max(1, days));
  return instantOf(`${day}T${kind === "notified" ? "15:30" : "10:30"}`, entity.timeZone);
}
