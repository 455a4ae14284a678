// Filing a case: one transaction that ends by taking the number, so that a failure before it leaves no gap and the counter is held for
// as short as can be.
import { queueMail } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, createThing } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import { releaseBeforeDisk, type WriteTx, waitForDisk } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay, formatDate, t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import { digest, plainCode } from "#platform/secrets/secrets.ts";
import { clockOf, derivedColumns, eventRow } from "../case-store.ts";
import type { Channel } from "../channels.ts";
import { competentAgency } from "../competence.ts";
import { type Form, formsOf, typeOf } from "../forms.ts";
import { radicado } from "../radicado.ts";
import { setRoute } from "../rights/rights.ts";
import { findRoute } from "../rights/route-signs.ts";
import { suspendedEvents } from "../suspend/suspend.ts";

export interface CaseToFile {
  form: Form;
  text: string;
  territory: string;
  place?: string;
  sector?: string;
  priority: boolean;
  /** Why, when it is told apart. */
  reasons?: string;
  /** What was handed over with it, in words. */
  annexes?: string;
  /** Who asks; undefined for who says no name. */
  person?: { name: string; document?: string; address?: string; email?: string; phone?: string; electronic: boolean };
  channel: Channel;
  /** Of a social network: which one and the address of the message. */
  origin?: string;
  /** Official who writes it down for who asks. */
  filedBy?: number;
  accountId?: number;
  /** Who asks agrees that everybody may read it, without who they are. */
  mayPublish?: boolean;
  /** Public case that they say is like theirs. */
  like?: number;
  /** Program that files it, and the point that it sent. */
  clientId?: number;
  point?: { lat: number; lon: number };
  /** Route for the protection of somebody, when who asks or the official who writes it down chooses one. */
  route?: string;
  /** Files kept while it was a draft. */
  files: readonly number[];
}

export interface FiledCase {
  id: number;
  number: string;
  /** Last day to answer. */
  dueOn: string | null;
}

/**
 * Files a case.
 * @param secret the code of its receipt: the database keeps its digest only
 * @throws Problem 400 for what the entity does not offer
 */
export async function fileCase(
  tx: WriteTx,
  { entity, now }: { entity: Entity; now: Date },
  asked: CaseToFile,
  secret: string,
): Promise<FiledCase> {
  requireOffered(entity, asked, now);
  const { territory, form, priority } = asked;
  const agency = competentAgency(entity, asked);
  const type = typeOf(form);
  const suspended = await suspendedEvents(tx, entity, now);
  const clock = clockOf(entity, { type, receivedAt: now, priority }, suspended);
  const id = await createThing(tx, { kind: "case", territory, visibility: "staff", now });
  await tx
    .insertInto("cases")
    .values({
      id,
      form,
      type,
      text: asked.text,
      reasons: asked.reasons ?? null,
      annexes: asked.annexes ?? null,
      territory_code: territory,
      place: asked.place ?? null,
      sector_code: asked.sector ?? null,
      agency_code: agency,
      channel: asked.channel,
      origin: asked.origin ?? null,
      filed_by: asked.filedBy ?? null,
      anonymous: asked.person === undefined,
      priority,
      account_id: asked.accountId ?? null,
      may_publish: asked.mayPublish ?? false,
      like_id: asked.like ?? null,
      client_id: asked.clientId ?? null,
      lat: asked.point?.lat ?? null,
      lon: asked.point?.lon ?? null,
      secret_hash: digest(plainCode(secret)),
      received_at: now,
      ...derivedColumns(clock, now),
    })
    .execute();
  await insertMany(
    tx,
    "case_events",
    suspended.map((event) => eventRow(id, event)),
  );
  if (asked.person !== undefined) await keepPerson(tx, id, asked.person);
  if (asked.files.length > 0) {
    await tx
      .updateTable("case_files")
      .set({ owner: null, case_id: id })
      .where("id", "in", [...asked.files])
      .execute();
  }
  await addHistory(tx, { thingId: id, event: "cases.filed", public: false, by: asked.filedBy, now });
  if (asked.route !== undefined) await setRoute(tx, id, { route: asked.route, by: asked.filedBy, now });
  await touch(tx, ["cases"]);
  const number = await giveNumber(tx, entity, id, now);
  // No words of it: the log is public.
  await record(tx, {
    kind: "case",
    at: now,
    content: { number, form, agency, territory, dueOn: clock.clock.due ?? null },
  });
  if (asked.person?.email !== undefined && asked.person.electronic) {
    await acknowledge(tx, asked.person.email, { number, due: clock.clock.due ?? "" });
  }
  return { id, number, dueOn: clock.clock.due ?? null };
}

/** The case whose receipt has a code: a form that is sent twice files one, and both times it is told when the disk has it. */
export async function findBySecret(tx: WriteTx, secret: string): Promise<number | undefined> {
  waitForDisk(tx);
  const hash = digest(plainCode(secret));
  return (await tx.selectFrom("cases").select("id").where("secret_hash", "=", hash).executeTakeFirst())?.id;
}

function requireOffered(entity: Entity, { form, territory, sector, route }: CaseToFile, now: Date): void {
  const offered = formsOf(entity.jurisdiction, calendarDay(now, entity.timeZone));
  if (!offered.includes(form)) throw new Problem(400, "common.unknownChoice", { field: "form" });
  if (entity.find(territory)?.retired !== false) throw new Problem(400, "common.unknownChoice", { field: "territory" });
  if (sector !== undefined && !entity.catalogs.sectors.offers(sector)) {
    throw new Problem(400, "common.unknownChoice", { field: "sector" });
  }
  if (route !== undefined && findRoute(entity, route) === undefined) {
    throw new Problem(400, "common.unknownChoice", { field: "route" });
  }
}

async function keepPerson(tx: WriteTx, id: number, person: NonNullable<CaseToFile["person"]>): Promise<void> {
  const { name, document, address, email, phone, electronic } = person;
  await tx
    .insertInto("case_people")
    .values({
      case_id: id,
      name,
      document: document ?? null,
      address: address ?? null,
      email: email ?? null,
      phone: phone ?? null,
      electronic,
    })
    .execute();
}

/**
 * The next number of the year. The row of the counter is held until the commit: whoever files meanwhile waits here and nowhere else, and
 * not for the disk.
 */
async function giveNumber(tx: WriteTx, entity: Entity, id: number, now: Date): Promise<string> {
  await releaseBeforeDisk(tx);
  const year = Number(calendarDay(now, entity.timeZone).slice(0, 4));
  const { last } = await tx
    .insertInto("case_counters")
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column("year").doUpdateSet((eb) => ({ last: eb("case_counters.last", "+", 1) })))
    .returning("last")
    .executeTakeFirstOrThrow();
  const number = radicado(entity.cases.prefix, year, last);
  await tx.updateTable("cases").set({ number }).where("id", "=", id).execute();
  return number;
}

/** The law asks for an acknowledgement with date and number; the code stays on the receipt. */
async function acknowledge(tx: WriteTx, to: string, { number, due }: { number: string; due: string }): Promise<void> {
  await queueMail(tx, {
    to,
    subject: t("cases.mail.subject", { number }),
    text: t("cases.mail.received", { number, date: formatDate(due) }),
  });
}
