// Who watches a project is nobody in particular: a browser or an account has another pseudonym in each of them.
import type { WriteTx } from "#platform/db/db.ts";
import { pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import type { Project } from "../projects.sql.ts";

const NAME = "projects";

/** The pseudonym of a browser for one project. */
export async function browserKey(tx: WriteTx, { id }: Pick<Project, "id">, bits: Buffer): Promise<Buffer> {
  return pseudonym(await sharedKey(tx, NAME), "browser", String(id), bits);
}

/** The pseudonym of an account for one project. */
export async function accountKey(tx: WriteTx, { id }: Pick<Project, "id">, account: number): Promise<Buffer> {
  return pseudonym(await sharedKey(tx, NAME), "account", `${id}:${account}`);
}
