// A goal or a commitment as something that a project pays: from what somebody asked to the money, with the reason.
import type { Authority } from "#core/people/index.ts";
import { addHistory, link, unlink } from "#core/trace/index.ts";
import { commitmentNumber, PLANS_TAG } from "#modules/plans/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { placeOf, REPORT } from "../get-project.ts";
import { PROJECTS_TAG } from "../project.ts";
import { listServed, type Project } from "../projects.sql.ts";

interface Who {
  authority: Authority;
  now: Date;
}

/** Joins a project with what it pays: a goal by the address of its page, a commitment by its number or its address. */
export async function joinProject(
  tx: WriteTx,
  who: Who,
  project: Project,
  { what, reason }: { what: string; reason: string },
): Promise<void> {
  who.authority.require(REPORT, placeOf(project));
  const from = (await findGoal(tx, what)) ?? (await findCommitment(tx, what));
  if (from === undefined) throw new Problem(400, "projects.join.unknown", { field: "what" });
  // Two people may join the same at once: the second waits here and finds it joined.
  await tx.selectFrom("projects").select("id").where("id", "=", project.id).forUpdate().execute();
  if ((await listServed(tx, project.id)).some(({ id }) => id === from)) {
    throw new Problem(409, "projects.join.already", { field: "what" });
  }
  const by = who.authority.actor.accountId;
  await link(tx, { from, to: project.id, relation: "paid_by", by, reason, now: who.now });
  await tell(tx, who, { from, project, event: "projects.joined", kind: "project-link", reason });
}

/** Parts a project from what it paid; the link stays with its end, and the reason in the history. */
export async function leaveProject(
  tx: WriteTx,
  who: Who,
  project: Project,
  { from, reason }: { from: number; reason: string },
): Promise<void> {
  who.authority.require(REPORT, placeOf(project));
  if (!(await listServed(tx, project.id)).some(({ id }) => id === from)) {
    throw new Problem(409, "projects.join.gone", { field: "out" });
  }
  const by = who.authority.actor.accountId;
  await unlink(tx, { from, to: project.id, relation: "paid_by", by, now: who.now });
  await tell(tx, who, { from, project, event: "projects.left", kind: "project-unlink", reason });
}

async function tell(
  tx: WriteTx,
  who: Who,
  said: { from: number; project: Project; event: string; kind: string; reason: string },
): Promise<void> {
  const { from, project, event, kind, reason } = said;
  const by = who.authority.actor.accountId;
  await addHistory(tx, {
    thingId: from,
    event,
    data: { project: project.name, reason },
    public: true,
    by,
    now: who.now,
  });
  await record(tx, { kind, at: who.now, content: { from, project: project.code, reason } });
  await touch(tx, [PROJECTS_TAG, PLANS_TAG]);
}

async function findGoal(db: ReadDb, what: string): Promise<number | undefined> {
  const [, plan, code] = /\/plan\/([^/?#\s]{1,80})\/([^/?#\s]{1,80})/.exec(what) ?? [];
  if (plan === undefined || code === undefined) return undefined;
  const row = await db
    .selectFrom("plan_nodes as n")
    .innerJoin("plans as p", "p.id", "n.plan_id")
    .select("n.id")
    .where("p.code", "=", plan)
    .where("p.state", "<>", "draft")
    .where("n.code", "=", code)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom("plan_nodes as c").select("c.id").whereRef("c.parent_id", "=", "n.id"))),
    )
    .executeTakeFirst();
  return row?.id;
}

async function findCommitment(db: ReadDb, what: string): Promise<number | undefined> {
  const number = commitmentNumber(what);
  if (number === undefined) return undefined;
  const row = await db
    .selectFrom("commitments as c")
    .innerJoin("things as t", "t.id", "c.id")
    .select("c.id")
    .where("c.id", "=", number)
    .where("t.visibility", "=", "public")
    .executeTakeFirst();
  return row?.id;
}
