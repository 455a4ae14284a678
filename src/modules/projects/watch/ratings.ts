// What people think of a project that ended: one answer of each, which they may change. Only how many gave each is public.

import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Context } from "#platform/http/route.ts";
import { record } from "#platform/ledger/ledger.ts";
import { PROJECTS_TAG } from "../project.ts";
import type { Project } from "../projects.sql.ts";
import { accountKey, browserKey } from "./keys.ts";

export const RATINGS = ["good", "fair", "bad"] as const;
export type Rating = (typeof RATINGS)[number];
export type RatingCounts = Readonly<Record<Rating, number>>;

/**
 * Keeps the answer of a person instead of the one that they gave before: that of their account on any browser, or that of this
 * browser without one. Signed out, they are who answered last on it.
 * @throws Problem 409 for a project that has not ended.
 */
export async function rateProject(
  tx: WriteTx,
  ctx: Pick<Context, "browser" | "authority" | "now">,
  project: Project,
  answer: Rating,
): Promise<void> {
  if (project.state !== "finished") throw new Problem(409, "projects.rate.early");
  const key = await browserKey(tx, project, ctx.browser.bits());
  const { accountId } = ctx.authority.actor;
  // Two at once of one person: the second waits here and takes the place of the first.
  await tx.selectFrom("projects").select("id").where("id", "=", project.id).forUpdate().execute();
  const account =
    accountId === undefined ? await lastAccount(tx, project, key) : await accountKey(tx, project, accountId);
  await tx
    .deleteFrom("project_ratings")
    .where("project_id", "=", project.id)
    .where((eb) => eb.or([eb("account_key", "=", account), eb.and({ key, account_key: null })]))
    .execute();
  await tx
    .insertInto("project_ratings")
    .values({ project_id: project.id, key, account_key: account, answer, at: ctx.now })
    .execute();
  await record(tx, { kind: "project-rating", at: ctx.now, content: { project: project.code, answer } });
  await touch(tx, [PROJECTS_TAG]);
}

/** The pseudonym of the account that answered last on a browser; null when nobody signed in did. */
async function lastAccount(db: ReadDb, { id }: Pick<Project, "id">, key: Buffer): Promise<Buffer | null> {
  const row = await db
    .selectFrom("project_ratings")
    .select("account_key")
    .where("project_id", "=", id)
    .where("key", "=", key)
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row?.account_key ?? null;
}

/** How many gave each answer. */
export async function countRatings(db: ReadDb, projectId: number): Promise<RatingCounts> {
  const rows = await db
    .selectFrom("project_ratings")
    .select((eb) => ["answer", eb.fn.countAll<number>().as("n")])
    .where("project_id", "=", projectId)
    .groupBy("answer")
    .execute();
  const of = (rating: Rating): number => rows.find(({ answer }) => answer === rating)?.n ?? 0;
  return { good: of("good"), fair: of("fair"), bad: of("bad") };
}
