// What those who watch found, which the agency must answer, and what their people tell of the effects.

import { holdsPersonal, openCase } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, createThing, link, listJoined, sealOne } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { requireGoing, type Speaker } from "../open/open-oversight.ts";
import { listContracts, type Oversight } from "../oversight.sql.ts";
import { answerBy, type FindingKind, OVERSIGHT_TAG } from "../oversight.ts";
import { agencyOf } from "../subjects.ts";

export interface NewFinding {
  kind: FindingKind;
  /** One of `listSubjects`. */
  subject: string;
  text: string;
  file: PreparedFile | undefined;
}

/** What one of them may speak of, as a form names it: what it watches, and its contracts. */
export async function listSubjects(db: ReadDb, { id }: Pick<Oversight, "id">) {
  const things = await listJoined(db, { to: id }, "watched_by");
  const contracts = await listContracts(db, id);
  return [
    ...things.map((thing) => ({ value: `t${thing.id}`, thing: thing.id, contract: null })),
    ...contracts.map((contract) => ({ value: `c${contract.id}`, thing: contract.project, contract })),
  ];
}

/**
 * Says something in public, of something that is watched.
 * @throws Problem 400 for what is not watched, 409 when the period is over or has not begun.
 */
export async function sayFinding(
  tx: WriteTx,
  who: Speaker & { entity: Entity },
  oversight: Oversight,
  { kind, subject: named, text, file }: NewFinding,
): Promise<number> {
  requireGoing(oversight, who.today);
  if (oversight.from > who.today) throw new Problem(409, "oversight.early");
  const subject = (await listSubjects(tx, oversight)).find(({ value }) => value === named);
  if (subject === undefined) throw new Problem(400, "oversight.say.unknown", { field: "subject" });
  const { account, now, today, entity } = who;
  const { territory } = oversight;
  const id = await createThing(tx, { kind: "finding", territory, now });
  const dueOn = kind === "finding" ? answerBy(entity.jurisdiction, today).dueOn : null;
  await tx
    .insertInto("oversight_findings")
    .values({
      id,
      oversight_id: oversight.id,
      kind,
      subject_id: subject.thing,
      contract_id: subject.contract?.id ?? null,
      text,
      file_id: file === undefined ? null : await storeFile(tx, file, now),
      agency_code: await agencyOf(tx, subject.thing),
      said_by: account,
      at: now,
      due_on: dueOn,
    })
    .execute();
  for (const from of [subject.thing, oversight.id])
    await link(tx, { from, to: id, relation: "found_in", by: account, now });
  // Without its words, which may be hidden later.
  const data = { organisation: oversight.organisation };
  await addHistory(tx, { thingId: id, event: `oversight.${kind}`, data, public: true, by: account, now });
  if (holdsPersonal(text, entity.jurisdiction)) {
    const item = { thingId: id, processId: null, territory, authorId: null };
    await openCase(tx, { ...item, kind: "finding", id, source: "personal_data", now });
  }
  const words = await sealOne(tx, id, text);
  const content = {
    id,
    oversight: oversight.id,
    kind,
    subject: subject.thing,
    contract: subject.contract?.code ?? null,
    words,
    dueOn,
  };
  await record(tx, { kind: "finding", at: now, content });
  await touch(tx, [OVERSIGHT_TAG, `thing:${subject.thing}`]);
  return id;
}
