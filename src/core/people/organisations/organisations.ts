// Actors outside the entity in whose name people may speak, once the entity has checked that they exist.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import type { Authority } from "../actor.ts";
import { recordAuthority } from "../authority-history.ts";

export const ORGANISATION_KINDS = [
  "community_board",
  "council",
  "association",
  "indigenous_reserve",
  "community_council",
  "university",
  "company",
  "other",
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
export const ORGANISATIONS_TAG = "organisations";
const MOST_WAITING = 5;

export interface Organisation {
  id: number;
  name: string;
  kind: OrganisationKind;
  territory: string;
  state: "waiting" | "approved" | "refused";
  reason: string | null;
  representative: string | null;
  createdAt: Date;
  /** Codes of the population groups for which it speaks. */
  groups: readonly string[];
}

/** Organisations by name: those that were approved, those that wait, or those of an account. */
export async function listOrganisations(
  db: ReadDb,
  which: { state: "approved" | "waiting" } | { representative: number },
): Promise<Organisation[]> {
  const mine = "representative" in which ? which.representative : null;
  const state = "state" in which ? which.state : null;
  const result = await sql<Organisation>`
    select * from (
      select o.id, o.name, o.kind, o.territory_code as territory, o.refused_reason as reason,
        o.created_at as "createdAt", a.name as representative,
        array(select g.group_code from organisation_groups g where g.organisation_id = o.id order by 1) as groups,
        case when o.approved_at is not null then 'approved' when o.refused_at is not null then 'refused' else 'waiting' end as state
      from organisations o left join accounts a on a.id = o.representative_id
      where ${mine}::int8 is null or o.representative_id = ${mine}
    ) one where ${state}::text is null or state = ${state}
    order by lower(name), id limit 1000`.execute(db);
  return result.rows;
}

/**
 * Registers an organisation: whoever does it represents it, once the entity approves.
 * @throws Problem 400 for an unknown territory, 409 when it is already there or that person has too many waiting.
 */
export async function registerOrganisation(
  tx: WriteTx,
  who: { entity: Entity; accountId: number; now: Date },
  given: { name: string; kind: OrganisationKind; territory: string; groups: readonly string[] },
): Promise<void> {
  const territory = who.entity.find(given.territory);
  if (territory === undefined || territory.retired)
    throw new Problem(400, "common.unknownChoice", { field: "territory" });
  const known = new Set(who.entity.populationGroups().map(({ code }) => code));
  const groups = [...new Set(given.groups)];
  if (groups.some((code) => !known.has(code))) throw new Problem(400, "common.unknownChoice", { field: "groups" });
  await tx.selectFrom("accounts").select("id").where("id", "=", who.accountId).forUpdate().execute();
  const mine = await listOrganisations(tx, { representative: who.accountId });
  if (mine.filter((one) => one.state === "waiting").length >= MOST_WAITING)
    throw new Problem(409, "people.organisations.tooMany", { field: "name" });
  const made = await sql<{ id: number }>`
    insert into organisations (name, kind, territory_code, representative_id, created_at)
    values (${given.name}, ${given.kind}, ${territory.code}, ${who.accountId}, ${who.now})
    on conflict do nothing returning id`.execute(tx);
  const id = made.rows[0]?.id;
  if (id === undefined) throw new Problem(409, "people.organisations.repeated", { field: "name" });
  const spoken = groups.map((code) => ({ organisation_id: id, group_code: code }));
  if (spoken.length > 0) await tx.insertInto("organisation_groups").values(spoken).execute();
  await recordAuthority(tx, {
    event: "registered",
    accountId: who.accountId,
    organisationId: id,
    by: who.accountId,
    now: who.now,
  });
}

/** The answer of the entity to an organisation that waits; a second answer finds nothing waiting. */
export async function answerOrganisation(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  id: number,
  answer: { approved: true } | { approved: false; reason: string },
): Promise<void> {
  who.authority.require("people.manage");
  const by = who.authority.actor.accountId;
  const changed = await tx
    .updateTable("organisations")
    .set(
      answer.approved
        ? { approved_at: who.now, approved_by: by ?? null }
        : { refused_at: who.now, refused_reason: answer.reason },
    )
    .where("id", "=", id)
    .where("approved_at", "is", null)
    .where("refused_at", "is", null)
    .returning("representative_id")
    .executeTakeFirst();
  if (changed === undefined) throw notFound();
  await recordAuthority(tx, {
    event: answer.approved ? "approved" : "refused",
    accountId: changed.representative_id ?? undefined,
    organisationId: id,
    by,
    now: who.now,
  });
  await touch(tx, [ORGANISATIONS_TAG]);
}
