// Correcting what a commitment says. What it said before stays in its public history, with the reason.
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Commitment } from "../commitments.sql.ts";
import { columnsOf, requireWrite, tagsOf, writePartners, writeTerritories } from "../make/make-commitment.ts";
import type { Pledge } from "../make/pledge.ts";
import type { Partner } from "../story.sql.ts";

/** A commitment as the form says it. */
export function pledgeOf(commitment: Commitment, partners: readonly Partner[]): Pledge {
  return {
    title: commitment.title,
    text: commitment.text,
    territories: commitment.territories,
    place: commitment.place ?? undefined,
    sector: commitment.sector ?? undefined,
    agency: commitment.agency,
    coAgencies: partners.flatMap((partner) => partner.agency ?? []),
    actors: partners.flatMap((partner) => partner.actor ?? []),
    responsible: commitment.responsible,
    money: commitment.money ?? undefined,
  };
}

const PARTS = [
  "title",
  "text",
  "territories",
  "place",
  "sector",
  "agency",
  "coAgencies",
  "actors",
  "responsible",
  "money",
] as const;

/** What one promise says differently from another: part → before and after. */
export function changesBetween(before: Pledge, after: Pledge): Record<string, { from: unknown; to: unknown }> {
  const changed = PARTS.filter((part) => same(before[part]) !== same(after[part]));
  return Object.fromEntries(changed.map((part) => [part, { from: before[part] ?? null, to: after[part] ?? null }]));
}

/** Lists are sets: their order says nothing. */
function same(value: string | number | readonly string[] | undefined): string {
  return JSON.stringify(typeof value === "object" ? [...value].sort() : (value ?? null));
}

/** Corrects a commitment. The lead agency and the places may change hands only between those that the actor answers for. */
export async function editCommitment(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  commitment: Commitment,
  edit: { before: Pledge; after: Pledge; reason: string },
): Promise<void> {
  const { before, after, reason } = edit;
  requireWrite(who.authority, before.agency, [commitment.territory]);
  const added = after.territories.filter((territory) => !before.territories.includes(territory));
  requireWrite(who.authority, after.agency, [commitment.territory, ...added]);
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) throw new Problem(409, "commitments.edit.nothing");
  await tx.updateTable("commitments").set(columnsOf(after)).where("id", "=", commitment.id).execute();
  await tx.deleteFrom("commitment_partners").where("commitment_id", "=", commitment.id).execute();
  await writePartners(tx, commitment.id, after);
  await tx.deleteFrom("commitment_territories").where("commitment_id", "=", commitment.id).execute();
  await writeTerritories(tx, commitment.id, after);
  const by = who.authority.actor.accountId;
  const data = { changes, reason };
  await addHistory(tx, {
    thingId: commitment.id,
    event: "commitments.edited",
    data,
    public: true,
    by,
    now: who.now,
  });
  await record(tx, { kind: "commitment-edit", at: who.now, content: { id: commitment.id, ...data } });
  const territories = [...new Set([...before.territories, ...after.territories])];
  await touch(tx, tagsOf({ ...commitment, territories }));
}
