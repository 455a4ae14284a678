// Requests that were filed before this database, with all that happened to each: the clock is computed as for any other.
import { randomBytes } from "node:crypto";
import type { Entity } from "#core/territory/index.ts";
import { loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { CaseRefusal } from "./case-clock.ts";
import { clockOf, derivedColumns, eventRow, type StoredEvent } from "./case-store.ts";
import type { Channel } from "./channels.ts";
import { competentAgency } from "./competence.ts";
import { type Form, typeOf } from "./forms.ts";
import { radicado } from "./radicado.ts";
import { addRouteEvent } from "./rights/routes.sql.ts";

export interface LivedCase {
  form: Form;
  text: string;
  territory: string;
  sector: string;
  /** Name of who asks; undefined for who says none. */
  person?: string;
  channel: Channel;
  /** Of a social network: which one. */
  origin?: string;
  receivedAt: Date;
  events: readonly StoredEvent[];
  /** Agency it was sent to. */
  transferredTo?: string;
  officerOf: (agency: string) => number | undefined;
  answer?: { text: string; outcome: "granted" | "refused"; by: number; reviewedBy: number };
  helped?: "yes" | "partly" | "no";
  /** What many asked for and were answered together: its answer is theirs too. */
  together?: string;
  /** Everybody may read it: its words say who nobody is. */
  public?: boolean;
  /** What was said in the chat from which it came, and with whom. */
  chat?: { officer: number; lines: readonly { side: "person" | "officer"; text: string }[] };
  /** Route that it follows, opened when it arrived, and what was done in it: only the protection role reads it. */
  route?: { code: string; done: readonly { step: string; at: Date; doneOn: string; note: string; by: number }[] };
}

/** Loads requests and numbers them in the order in which they arrived. */
export async function loadCases(tx: WriteTx, entity: Entity, lived: readonly LivedCase[]): Promise<void> {
  const cases = lived.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  const numbers = numberCases(entity, cases);
  const ids = await loadThings(
    tx,
    cases.map((one) => ({
      kind: "case",
      territory: one.territory,
      visibility: one.route !== undefined ? "reserved" : one.public === true ? "public" : "staff",
      now: one.receivedAt,
    })),
  );
  const rows = cases.map((one, index) =>
    rowOf(entity, one, { id: ids[index] ?? 0, number: numbers.given[index] ?? "" }),
  );
  await insertMany(tx, "cases", rows);
  await insertMany(
    tx,
    "case_counters",
    [...numbers.last].map(([year, last]) => ({ year, last })),
  );
  await insertMany(
    tx,
    "case_people",
    cases.flatMap(({ person }, index) =>
      person === undefined
        ? []
        : [{ case_id: ids[index] ?? 0, name: person, email: null, phone: null, electronic: false }],
    ),
  );
  await loadEvents(tx, cases, ids);
  await loadRoutes(tx, cases, ids);
  await loadChats(tx, cases, ids);
  const joint = await loadJoint(tx, cases, rows);
  await insertMany(
    tx,
    "case_answers",
    cases.flatMap(({ answer, events, together }, index) => {
      const at = events.find(({ kind }) => kind === "answered")?.at;
      if (answer === undefined || at === undefined) return [];
      const { text, outcome, by, reviewedBy } = answer;
      const told = events.find(({ kind }) => kind === "notified")?.reason ?? null;
      return [
        {
          case_id: ids[index] ?? 0,
          text,
          outcome,
          written_by: by,
          written_at: at,
          reviewed_by: reviewedBy,
          reviewed_at: at,
          proof: told,
          joint_id: joint.get(together ?? "") ?? null,
        },
      ];
    }),
  );
  await recordAll(
    tx,
    rows.map(({ number, form, agency_code, territory_code, due_on, received_at }) => ({
      kind: "case",
      at: received_at,
      content: { number, form, agency: agency_code, territory: territory_code, dueOn: due_on },
    })),
  );
}

/** The answers to many that their cases were given, by what was asked. */
async function loadJoint(
  tx: WriteTx,
  cases: readonly LivedCase[],
  rows: readonly { agency_code: string }[],
): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>();
  for (const [index, { together, answer, events }] of cases.entries()) {
    const at = events.find(({ kind }) => kind === "answered")?.at;
    if (together === undefined || answer === undefined || at === undefined || made.has(together)) continue;
    const { text, outcome, by, reviewedBy } = answer;
    const { id } = await tx
      .insertInto("case_joint_answers")
      .values({
        agency_code: rows[index]?.agency_code ?? "",
        question: together,
        text,
        outcome,
        written_by: by,
        written_at: at,
        reviewed_by: reviewedBy,
        reviewed_at: at,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    made.set(together, id);
  }
  return made;
}

function numberCases(entity: Entity, cases: readonly LivedCase[]) {
  const last = new Map<number, number>();
  const given = cases.map(({ receivedAt }) => {
    const year = Number(calendarDay(receivedAt, entity.timeZone).slice(0, 4));
    const sequence = (last.get(year) ?? 0) + 1;
    last.set(year, sequence);
    return radicado(entity.cases.prefix, year, sequence);
  });
  return { last, given };
}

function rowOf(entity: Entity, one: LivedCase, { id, number }: { id: number; number: string }) {
  const { form, receivedAt, events } = one;
  const type = typeOf(form);
  const first = competentAgency(entity, one);
  const agency = events.some(({ kind }) => kind === "transferred") ? (one.transferredTo ?? first) : first;
  const clock = clockOf(entity, { type, receivedAt, priority: one.route !== undefined }, events);
  return {
    id,
    number,
    form,
    type,
    text: one.text,
    territory_code: one.territory,
    sector_code: one.sector,
    agency_code: agency,
    channel: one.channel,
    origin: one.origin ?? null,
    anonymous: one.person === undefined,
    priority: one.route !== undefined,
    route_code: one.route?.code ?? null,
    may_publish: one.public === true,
    public_text: one.public === true ? one.text : null,
    published_at: one.public === true ? receivedAt : null,
    // Nobody holds a receipt of it.
    secret_hash: randomBytes(32),
    received_at: receivedAt,
    assigned_to: events.some(({ kind }) => kind === "assigned") ? (one.officerOf(agency) ?? null) : null,
    helped: clock.clock.state === "notified" ? (one.helped ?? null) : null,
    ...derivedColumns(clock, events.at(-1)?.at ?? receivedAt),
  };
}

async function loadEvents(tx: WriteTx, cases: readonly LivedCase[], ids: readonly number[]): Promise<void> {
  await insertMany(
    tx,
    "case_events",
    cases.flatMap(({ events }, index) => events.map((event) => eventRow(ids[index] ?? 0, event))),
  );
}

async function loadChats(tx: WriteTx, cases: readonly LivedCase[], ids: readonly number[]): Promise<void> {
  for (const [index, { chat, person, receivedAt: at }] of cases.entries()) {
    if (chat === undefined) continue;
    const { id } = await tx
      .insertInto("case_chats")
      .values({
        owner: randomBytes(32),
        key: randomBytes(16).toString("base64url"),
        name: person ?? null,
        officer: chat.officer,
        case_id: ids[index] ?? 0,
        started_at: at,
        taken_at: at,
        last_at: at,
        ended_at: at,
        ended_by: "filed",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const line of chat.lines) {
      await tx
        .insertInto("case_chat_lines")
        .values({ ...line, chat_id: id, at })
        .execute();
    }
  }
}

async function loadRoutes(tx: WriteTx, cases: readonly LivedCase[], ids: readonly number[]): Promise<void> {
  for (const [index, { route, receivedAt }] of cases.entries()) {
    if (route === undefined) continue;
    const id = ids[index] ?? 0;
    await addRouteEvent(tx, id, { at: receivedAt, kind: "opened", route: route.code });
    for (const done of route.done) await addRouteEvent(tx, id, { ...done, kind: "done", route: route.code });
  }
}

/** The events of a life up to the first that the law refuses. */
export function lawfulEvents(
  entity: Entity,
  one: { form: Form; receivedAt: Date },
  events: readonly StoredEvent[],
): readonly StoredEvent[] {
  const facts = { type: typeOf(one.form), receivedAt: one.receivedAt, priority: false };
  for (let count = events.length; count > 0; count--) {
    try {
      clockOf(entity, facts, events.slice(0, count));
      return events.slice(0, count);
    } catch (error) {
      if (!(error instanceof CaseRefusal)) throw error;
    }
  }
  return [];
}
