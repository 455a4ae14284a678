// Who is asking, and what they may do where. Authority is a verb held through a role within agencies and territories.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import type { Database, ReadDb } from "#platform/db/db.ts";
import { forbidden, signInNeeded } from "#platform/http/problem.ts";
import type { Role } from "#platform/module.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { seeSession } from "./sessions.ts";

export interface Grant {
  role: Role;
  agencyCode: string | null;
  territoryCode: string | null;
}

/** Where a verb is to be used. What is left out is not asked: a verb over a need asks for its territory only. */
export interface Place {
  territory?: string;
  /** Null for what belongs to no agency: who works for one alone has nothing to do with it. */
  agency?: string | null;
}

export interface Actor {
  /** Undefined for somebody who has not signed in. */
  accountId: number | undefined;
  name: string;
  grants: readonly Grant[];
  /** Whether the session showed a second factor and not too long ago; without one, grants are listed but give nothing. */
  strong: boolean;
}

export const VISITOR: Actor = { accountId: undefined, name: "", grants: [], strong: false };

export type PermissionTable = ReadonlyMap<string, readonly Role[]>;

/** Answers questions of authority for one actor. */
export class Authority {
  readonly actor: Actor;
  readonly #permissions: PermissionTable;
  readonly #entity: Entity;

  constructor(actor: Actor, permissions: PermissionTable, entity: Entity) {
    this.actor = actor;
    this.#permissions = permissions;
    this.#entity = entity;
  }

  /** Whether the actor holds `verb` at `place`; without a place, whether they hold it somewhere. */
  may(verb: string, place: Place = {}): boolean {
    return this.grantsOf(verb).some((grant) => this.#covers(grant, place));
  }

  /** Throws 401 for a visitor and 403 for somebody without the verb at that place. */
  require(verb: string, place: Place = {}): void {
    if (this.may(verb, place)) return;
    throw this.actor.accountId === undefined ? signInNeeded() : forbidden();
  }

  /** Whether the actor holds `verb` for the whole entity: a grant of one territory or agency is not enough. */
  mayWhole(verb: string): boolean {
    const whole = (grant: Grant): boolean =>
      grant.agencyCode === null && (grant.territoryCode === null || grant.territoryCode === this.#entity.root.code);
    return this.grantsOf(verb).some(whole);
  }

  /** Throws as `require` does, for what touches the whole entity. */
  requireWhole(verb: string): void {
    if (this.mayWhole(verb)) return;
    throw this.actor.accountId === undefined ? signInNeeded() : forbidden();
  }

  /** The grants that give `verb`: lists are narrowed by their territories. */
  grantsOf(verb: string): readonly Grant[] {
    const roles = this.#permissions.get(verb);
    if (roles === undefined) throw new Error(`Unknown verb ${verb}`);
    if (!this.actor.strong) return [];
    return this.actor.grants.filter((grant) => roles.includes(grant.role));
  }

  /** Territories where the actor holds `verb`; undefined means everywhere. */
  territoriesFor(verb: string): readonly string[] | undefined {
    const grants = this.grantsOf(verb);
    if (grants.some((grant) => grant.territoryCode === null)) return undefined;
    return grants.flatMap((grant) => grant.territoryCode ?? []);
  }

  #covers(grant: Grant, place: Place): boolean {
    const inTerritory =
      grant.territoryCode === null ||
      place.territory === undefined ||
      this.#entity.isWithin(place.territory, grant.territoryCode);
    const inAgency = grant.agencyCode === null || place.agency === undefined || grant.agencyCode === place.agency;
    return inTerritory && inAgency;
  }
}

/** Longest that a session is strong after its second factor was shown: a day of work. */
export const STRONG_HOURS = 12;
/** And longest without a request: whoever went for lunch comes back to their screen, not to an open door all afternoon. */
export const IDLE_HOURS = 2;
/** How old the last sign of life may grow before it is written again: one write every five minutes, not one a page. */
const SEEN_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

/** The person of a session token, with their grants, in one query; a visitor if the session is over or unknown. */
export async function findActor(db: ReadDb, token: string | undefined, now: Date): Promise<Actor> {
  return (await find(db, token, now))?.actor ?? VISITOR;
}

/** As `findActor`, and keeps the time of this sign of life, on which it depends how long a strong session stays so. */
export async function meetActor(db: Database, token: string | undefined, now: Date): Promise<Actor> {
  const found = await find(db.read, token, now);
  if (token === undefined || found === undefined) return VISITOR;
  const { actor, seenAt } = found;
  if (actor.strong && now.getTime() - seenAt.getTime() > SEEN_MS) await db.write((tx) => seeSession(tx, token, now));
  return actor;
}

async function find(
  db: ReadDb,
  token: string | undefined,
  now: Date,
): Promise<{ actor: Actor; seenAt: Date } | undefined> {
  if (token === undefined) return undefined;
  const shownAfter = new Date(now.getTime() - STRONG_HOURS * HOUR_MS);
  const seenAfter = new Date(now.getTime() - IDLE_HOURS * HOUR_MS);
  const result = await sql<{ account_id: number; name: string; strong: boolean; seen_at: Date; grants: Grant[] }>`
    select s.account_id, a.name, s.seen_at,
      coalesce(s.strong_at > ${shownAfter} and s.seen_at > ${seenAfter}, false) as strong,
      coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'agencyCode', g.agency_code, 'territoryCode', g.territory_code) order by g.id)
        from role_grants g where g.account_id = s.account_id and g.revoked_at is null), '[]') as grants
    from sessions s join accounts a on a.id = s.account_id
    where s.token_hash = ${digest(token)} and s.ended_at is null and s.expires_at > ${now} and a.closed_at is null
  `.execute(db);
  const row = result.rows[0];
  if (row === undefined) return undefined;
  const actor = { accountId: row.account_id, name: row.name, grants: row.grants, strong: row.strong };
  return { actor, seenAt: row.seen_at };
}
