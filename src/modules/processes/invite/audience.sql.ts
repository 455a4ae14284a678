// Whom an invitation reaches: the organisations that the entity checked, where they act and for whom they speak.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { Locale } from "#platform/i18n/i18n.ts";

/** What an organisation must be; an empty list asks for nothing. */
export interface Audience {
  territories: readonly string[];
  kinds: readonly string[];
  groups: readonly string[];
}

export type Outcome = "invited" | "no_address" | "stopped";

export interface Invited {
  organisationId: number;
  name: string;
  territory: string;
  accountId: number | null;
  locale: Locale;
  outcome: Outcome;
}

/** Organisations by name, each with what an invitation means for it today. */
export async function listInvited(db: ReadDb, entity: Entity, audience: Audience): Promise<Invited[]> {
  const { territories, kinds, groups } = audience;
  const { rows } = await sql<Invited>`
    select o.id as "organisationId", o.name, o.territory_code as territory, a.id as "accountId",
      coalesce(a.locale, 'es') as locale,
      case when a.id is null or e.verified_at is null then 'no_address' when s.account_id is not null then 'stopped' else 'invited' end as outcome
    from organisations o
      left join accounts a on a.id = o.representative_id and a.closed_at is null
      left join account_emails e on e.account_id = a.id
      left join invitation_stops s on s.account_id = a.id
    where o.approved_at is not null
      and (cardinality(${kinds}::text[]) = 0 or o.kind = any (${kinds}))
      and (cardinality(${groups}::text[]) = 0 or exists (
        select from organisation_groups g where g.organisation_id = o.id and g.group_code = any (${groups})))
    order by lower(o.name), o.id`.execute(db);
  // Those that act everywhere are of every place, and those of a neighbourhood are of its municipality.
  const reached = (code: string): boolean =>
    territories.length === 0 ||
    code === entity.root.code ||
    territories.some((territory) => entity.find(code) !== undefined && entity.isWithin(code, territory));
  return rows.filter(({ territory }) => reached(territory));
}
