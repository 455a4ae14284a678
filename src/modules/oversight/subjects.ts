// What can be watched: a project, a goal of a plan or a commitment, by the address of its page; and a contract, by its number.
import type { ReadDb } from "#platform/db/db.ts";

export interface Subject {
  /** Things that it is: of a contract, the projects that pay it. */
  things: readonly number[];
  contract: number | null;
}

/** What somebody points at; undefined when nothing public is there. */
export async function findSubject(db: ReadDb, what: string): Promise<Subject | undefined> {
  const thing = (await findProject(db, what)) ?? (await findGoal(db, what)) ?? (await findCommitment(db, what));
  return thing === undefined ? findContract(db, what.trim()) : { things: [thing], contract: null };
}

async function findProject(db: ReadDb, what: string): Promise<number | undefined> {
  const code = /^(?:\S*\/proyectos\/)?([\dK-]{9,20})(?:[/?#]\S*)?$/.exec(what.trim())?.[1];
  if (code === undefined) return undefined;
  return (await db.selectFrom("projects").select("id").where("code", "=", code).executeTakeFirst())?.id;
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
    .executeTakeFirst();
  return row?.id;
}

async function findCommitment(db: ReadDb, what: string): Promise<number | undefined> {
  const id = /\/compromisos\/(\d{1,15})(?:[/?#]|$)/.exec(what.trim())?.[1];
  if (id === undefined) return undefined;
  const row = await db
    .selectFrom("commitments as c")
    .innerJoin("things as t", "t.id", "c.id")
    .select("c.id")
    .where("c.id", "=", Number(id))
    .where("t.visibility", "=", "public")
    .executeTakeFirst();
  return row?.id;
}

async function findContract(db: ReadDb, code: string): Promise<Subject | undefined> {
  const rows = await db
    .selectFrom("project_contracts as c")
    .innerJoin("project_contract_links as l", "l.contract_id", "c.id")
    .select(["c.id", "l.project_id"])
    .where("c.code", "=", code)
    .orderBy("l.project_id")
    .execute();
  const [first] = rows;
  return first && { things: rows.map(({ project_id }) => project_id), contract: first.id };
}

/** The agency that answers for a thing; null when nobody said which. */
export async function agencyOf(db: ReadDb, thing: number): Promise<string | null> {
  const project = await db.selectFrom("projects").select("agency_code").where("id", "=", thing).executeTakeFirst();
  if (project !== undefined) return project.agency_code;
  const goal = await db.selectFrom("plan_nodes").select("agency_code").where("id", "=", thing).executeTakeFirst();
  if (goal !== undefined) return goal.agency_code;
  const promise = await db.selectFrom("commitments").select("agency_code").where("id", "=", thing).executeTakeFirst();
  return promise?.agency_code ?? null;
}
