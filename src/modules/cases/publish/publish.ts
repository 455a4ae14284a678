// Letting everybody read a request: who asked agreed, the program covers what says who somebody is, and an official reads it before.
import { findPersonalData } from "#analysis/text/personal-data.ts";
import { addHistory, setVisibility } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Case } from "../case-store.ts";
import { type Official, requireCase } from "../desk/case-acts.ts";

/** @throws Problem 400 while the words still say who somebody is, 409 when who asked did not agree */
export async function publish(tx: WriteTx, who: Official, one: Case, text: string): Promise<void> {
  requireCase(who, one);
  if (one.route !== null) throw new Problem(409, "cases.rights.notPublic");
  if (!one.mayPublish) throw new Problem(409, "cases.desk.publish.notAgreed");
  if (findPersonalData(text, who.entity.jurisdiction).length > 0) {
    throw new Problem(400, "cases.desk.publish.personal", { field: "publicText" });
  }
  const by = who.authority.actor.accountId;
  await tx
    .updateTable("cases")
    .set({ public_text: text, published_at: who.now, published_by: by ?? null })
    .where("id", "=", one.id)
    .execute();
  await setVisibility(tx, one.id, "public");
  await addHistory(tx, { thingId: one.id, event: "cases.published", public: true, by, now: who.now });
  await touch(tx, ["cases"]);
}

/** Takes it away from everybody; its address answers as if it had never been. */
export async function unpublish(tx: WriteTx, who: Official, one: Case): Promise<void> {
  requireCase(who, one);
  await tx
    .updateTable("cases")
    .set({ public_text: null, published_at: null, published_by: null })
    .where("id", "=", one.id)
    .execute();
  await setVisibility(tx, one.id, "staff");
  const by = who.authority.actor.accountId;
  await addHistory(tx, { thingId: one.id, event: "cases.unpublished", public: false, by, now: who.now });
  await touch(tx, ["cases"]);
}
