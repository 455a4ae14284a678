// An organisation says what it watches, for how long and what for. Its representative speaks for it.
import type { Jurisdiction } from "#analysis/calendar/working-days.ts";
import { holdsPersonal, openCase } from "#core/moderation/index.ts";
import { addHistory, createThing, link, listJoined, sealOne } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { findOversight, listContracts, listRepresented, type Oversight } from "../oversight.sql.ts";
import { OVERSIGHT_TAG } from "../oversight.ts";
import { findSubject } from "../subjects.ts";

export interface Speaker {
  account: number;
  now: Date;
  /** On the calendar of the entity. */
  today: string;
}

export interface NewOversight {
  organisation: number;
  object: string;
  from: string;
  to: string;
  /** The first thing that it watches. */
  what: string;
}

/** The longest period, in days: five years, as the table takes. */
const LONGEST = 1829;
const DAY = 86_400_000;

/**
 * Registers that an organisation watches something.
 * @throws Problem 400 for an organisation that is not theirs, a period that is none, or something that is not there.
 */
export async function openOversight(
  tx: WriteTx,
  who: Speaker & { jurisdiction: Jurisdiction },
  given: NewOversight,
): Promise<number> {
  const { organisation, object, from, to } = given;
  const mine = await listRepresented(tx, who.account);
  const speaks = mine.find(({ id }) => id === organisation);
  if (speaks === undefined) throw new Problem(400, "oversight.open.notYours", { field: "organisation" });
  if (to <= from || to < who.today) throw new Problem(400, "oversight.open.backwards", { field: "to" });
  if ((Date.parse(to) - Date.parse(from)) / DAY > LONGEST)
    throw new Problem(400, "oversight.open.tooLong", { field: "to" });
  const { territory_code: territory } = await tx
    .selectFrom("organisations")
    .select("territory_code")
    .where("id", "=", organisation)
    .executeTakeFirstOrThrow();
  const id = await createThing(tx, { kind: "oversight", territory, now: who.now });
  const made = { made_by: who.account, made_at: who.now };
  await tx
    .insertInto("oversights")
    .values({ id, organisation_id: organisation, object, from_on: from, to_on: to, ...made })
    .execute();
  const data = { organisation: speaks.name };
  const line = { public: true, by: who.account, now: who.now };
  await addHistory(tx, { ...line, thingId: id, event: "oversight.opened", data });
  if (holdsPersonal(object, who.jurisdiction)) {
    const item = { thingId: id, processId: null, territory, authorId: null };
    await openCase(tx, { ...item, kind: "oversight", id, source: "personal_data", now: who.now });
  }
  const words = await sealOne(tx, id, object);
  await record(tx, { kind: "oversight", at: who.now, content: { id, organisation, words, from, to } });
  await watch(tx, who, await getOwn(tx, id, who), given.what);
  return id;
}

/** One that this account speaks for. @throws 404 if there is none, 403 if it is of others. */
export async function getOwn(tx: ReadDb, id: number, who: Pick<Speaker, "account" | "today">): Promise<Oversight> {
  const found = await findOversight(tx, id, who.today);
  if (found === undefined) throw notFound();
  if (found.representative !== who.account) throw forbidden();
  return found;
}

/** @throws Problem 409 once its period is over. */
export function requireGoing({ to }: Oversight, today: string): void {
  if (to < today) throw new Problem(409, "oversight.over");
}

/**
 * Watches one more thing; of a contract, also the projects that pay it.
 * @throws Problem 400 for what is not there, 409 for what is watched already.
 */
export async function watch(tx: WriteTx, who: Speaker, oversight: Oversight, what: string): Promise<void> {
  requireGoing(oversight, who.today);
  const subject = await findSubject(tx, what);
  if (subject === undefined) throw new Problem(400, "oversight.watch.unknown", { field: "what" });
  // Two at once: the second waits here and finds what the first joined.
  await tx.selectFrom("oversights").select("id").where("id", "=", oversight.id).forUpdate().execute();
  const watched = (await listJoined(tx, { to: oversight.id }, "watched_by")).map(({ id }) => id);
  const contracts = (await listContracts(tx, oversight.id)).map(({ id }) => id);
  const known =
    subject.contract === null
      ? subject.things.every((id) => watched.includes(id))
      : contracts.includes(subject.contract);
  if (known) throw new Problem(409, "oversight.watch.already", { field: "what" });
  if (subject.contract !== null) {
    await tx
      .insertInto("oversight_contracts")
      .values({ oversight_id: oversight.id, contract_id: subject.contract })
      .execute();
  }
  for (const from of subject.things.filter((id) => !watched.includes(id))) {
    // Without the words of its object, which may be hidden later.
    await link(tx, { from, to: oversight.id, relation: "watched_by", by: who.account, now: who.now });
  }
  const { id } = oversight;
  await record(tx, { kind: "oversight-watch", at: who.now, content: { id, ...subject } });
  await touch(tx, [OVERSIGHT_TAG, ...subject.things.map((thing) => `thing:${thing}`)]);
}
