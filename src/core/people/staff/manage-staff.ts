// Who may do what and where: given, taken back, and written down.
import { randomBytes } from "node:crypto";
import type { Entity } from "#core/territory/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { gone, notFound, Problem } from "#platform/http/problem.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Role } from "#platform/module.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { lockAdministrators } from "../account/account.ts";
import { countAdministrators, getAccountByEmail, grantRole } from "../accounts.ts";
import type { Authority } from "../actor.ts";
import { recordAuthority } from "../authority-history.ts";
import { queueMail } from "../outgoing-mail.ts";
import { endTotp } from "../second-factor/totp.ts";
import { closeAllSessions } from "../sessions.ts";

export const ROLES = [
  "administrator",
  "analyst",
  "planner",
  "facilitator",
  "moderator",
  "case_officer",
  "protection",
] as const;
const INVITATION_DAYS = 7;

/** Who decides, over which entity, when. */
export interface Desk {
  authority: Authority;
  entity: Entity;
  now: Date;
}

export interface RolePlace {
  role: Role;
  agency?: string;
  territory?: string;
}

/** @throws Problem 400 for codes that may not be chosen today, and for an administrator of a part. */
function checkPlace(entity: Entity, place: RolePlace): void {
  if (place.agency !== undefined && !entity.agencies().some((agency) => agency.code === place.agency))
    throw new Problem(400, "common.unknownChoice", { field: "agency" });
  const territory = place.territory === undefined ? undefined : entity.find(place.territory);
  if (place.territory !== undefined && (territory === undefined || territory.retired))
    throw new Problem(400, "common.unknownChoice", { field: "territory" });
  if (place.role === "administrator" && (place.agency !== undefined || place.territory !== undefined))
    throw new Problem(400, "people.staff.wholeOnly", { field: "role" });
}

/** Sends a link that gives a role to whoever reads that address, for seven days. */
export async function invite(
  tx: WriteTx,
  desk: Desk & { publicUrl: string; href: (path: string) => string; site: string },
  who: RolePlace & { name: string; email: string },
): Promise<void> {
  const { authority, now } = desk;
  authority.require("people.manage");
  checkPlace(desk.entity, who);
  await tx
    .updateTable("one_time_links")
    .set({ withdrawn_at: now })
    .where("kind", "=", "invitation")
    .where("email", "=", who.email)
    .where("role", "=", who.role)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
  const token = randomBytes(32).toString("base64url");
  await tx
    .insertInto("one_time_links")
    .values({
      token_hash: digest(token),
      kind: "invitation",
      email: who.email,
      name: who.name,
      role: who.role,
      agency_code: who.agency ?? null,
      territory_code: who.territory ?? null,
      made_by: authority.actor.accountId ?? null,
      created_at: now,
      expires_at: new Date(now.getTime() + INVITATION_DAYS * 86_400_000),
    })
    .execute();
  const { role, agency, territory } = who;
  await recordAuthority(tx, { event: "invited", role, agency, territory, by: authority.actor.accountId, now });
  await queueMail(tx, {
    to: who.email,
    subject: t("people.mail.invitation.subject", { site: desk.site }),
    text: t("people.mail.invitation.text", {
      name: who.name,
      by: authority.actor.name,
      site: desk.site,
      role: t(`people.role.${who.role}`),
      link: `${desk.publicUrl}${desk.href(`/invitacion/${token}`)}`,
    }),
  });
}

/** Takes back an invitation that nobody accepted. */
export async function withdrawInvitation(tx: WriteTx, desk: Desk, id: number): Promise<void> {
  desk.authority.require("people.manage");
  const link = await tx
    .updateTable("one_time_links")
    .set({ withdrawn_at: desk.now, name: null, email: null })
    .where("id", "=", id)
    .where("kind", "=", "invitation")
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .returning("role")
    .executeTakeFirst();
  if (link === undefined) throw notFound();
  const by = desk.authority.actor.accountId;
  await recordAuthority(tx, { event: "withdrawn", role: link.role as Role, by, now: desk.now });
}

/** Gives a role to an open account. */
export async function giveRole(tx: WriteTx, desk: Desk, accountId: number, place: RolePlace): Promise<void> {
  desk.authority.require("people.manage");
  checkPlace(desk.entity, place);
  await requireOpenAccount(tx, accountId);
  await grantRole(tx, { ...place, accountId, by: desk.authority.actor.accountId, now: desk.now });
}

/**
 * Takes a role back and signs the person out everywhere, so that nothing half done goes on with the old authority.
 * @throws Problem 409 when nobody would administer the platform.
 */
export async function revokeRole(tx: WriteTx, desk: Desk, accountId: number, grantId: number): Promise<void> {
  const { authority, now } = desk;
  authority.require("people.manage");
  await lockAdministrators(tx);
  const by = authority.actor.accountId;
  const grant = await tx
    .updateTable("role_grants")
    .set({ revoked_at: now, revoked_by: by ?? null })
    .where("id", "=", grantId)
    .where("account_id", "=", accountId)
    .where("revoked_at", "is", null)
    .returning(["role", "agency_code", "territory_code"])
    .executeTakeFirst();
  if (grant === undefined) throw notFound();
  if (grant.role === "administrator" && (await countAdministrators(tx)) === 0)
    throw new Problem(409, "people.staff.lastAdministrator");
  await closeAllSessions(tx, accountId, now);
  await recordAuthority(tx, {
    event: "revoked",
    accountId,
    role: grant.role as Role,
    agency: grant.agency_code ?? undefined,
    territory: grant.territory_code ?? undefined,
    by,
    now,
  });
}

/** Ends every session of somebody: their phone was lost. */
export async function signOutPerson(tx: WriteTx, desk: Desk, accountId: number): Promise<void> {
  desk.authority.require("people.manage");
  await requireOpenAccount(tx, accountId);
  await closeAllSessions(tx, accountId, desk.now);
  await recordAuthority(tx, {
    event: "signed_out",
    accountId,
    by: desk.authority.actor.accountId,
    now: desk.now,
  });
}

/** Forgets the second factors of somebody who lost them all; they prepare another when they next sign in by mail. */
export async function forgetFactors(tx: WriteTx, desk: Desk, accountId: number): Promise<void> {
  await signOutPerson(tx, desk, accountId);
  await endTotp(tx, accountId, desk.now, "all");
  await tx
    .updateTable("passkeys")
    .set({ ended_at: desk.now })
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .execute();
  await tx.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
  await recordAuthority(tx, {
    event: "factor_removed",
    accountId,
    by: desk.authority.actor.accountId,
    now: desk.now,
  });
}

async function requireOpenAccount(tx: WriteTx, accountId: number): Promise<void> {
  const open = await tx
    .selectFrom("accounts")
    .select("id")
    .where("id", "=", accountId)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  if (open === undefined) throw notFound();
}

/** The account of an invitation, with its role, made by whoever holds the link. It works once. */
export async function acceptInvitation(
  tx: WriteTx,
  accepted: { linkId: number; name: string; locale: string; now: Date },
): Promise<number> {
  const { now } = accepted;
  const link = await tx
    .updateTable("one_time_links")
    .set({ used_at: now })
    .where("id", "=", accepted.linkId)
    .where("used_at", "is", null)
    .returning(["email", "role", "agency_code", "territory_code", "made_by"])
    .executeTakeFirst();
  if (link?.email === undefined || link.email === null) throw gone();
  const accountId = await getAccountByEmail(tx, { ...accepted, email: link.email });
  await tx.updateTable("one_time_links").set({ used_by: accountId }).where("id", "=", accepted.linkId).execute();
  await grantRole(tx, {
    accountId,
    role: link.role as Role,
    agency: link.agency_code ?? undefined,
    territory: link.territory_code ?? undefined,
    by: link.made_by ?? undefined,
    now,
  });
  return accountId;
}
