// Lists that an official keeps under a name: filters as they stand in the address of the work list, each with how many it holds.
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { countFilter } from "../memory/counts.ts";
import { caseTable } from "../memory/keep-table.ts";
import type { Official } from "./case-acts.ts";
import { readFilter } from "./filter.ts";
import type { Asking } from "./work-list.sql.ts";

/** Each one is counted whenever its owner opens the list. */
const MOST = 12;

export interface SavedList {
  id: number;
  name: string;
  search: string;
  n: number;
}

export async function listSaved(db: ReadDb, asking: Asking): Promise<SavedList[]> {
  const rows = await db
    .selectFrom("case_lists")
    .select(["id", "name", "filter as search"])
    .where("account_id", "=", asking.authority.actor.accountId ?? 0)
    .orderBy("id")
    .limit(MOST)
    .execute();
  if (rows.length === 0) return [];
  const table = await caseTable(db);
  return rows.map((row) => ({ ...row, n: countFilter(table, readFilter(row.search), asking) }));
}

/** Keeps a list; kept again, it has the new name. @throws Problem 409 when there are too many */
export async function keepList(
  tx: WriteTx,
  { authority, now }: Pick<Official, "authority" | "now">,
  { name, search }: { name: string; search: string },
): Promise<void> {
  const account = authority.actor.accountId ?? 0;
  const { n } = await tx
    .selectFrom("case_lists")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("account_id", "=", account)
    .executeTakeFirstOrThrow();
  if (Number(n) >= MOST) throw new Problem(409, "cases.saved.many", { field: "name", parameters: { n: MOST } });
  await tx
    .insertInto("case_lists")
    .values({ account_id: account, name, filter: search, made_at: now })
    .onConflict((conflict) => conflict.columns(["account_id", "filter"]).doUpdateSet({ name }))
    .execute();
}

/** Lets go of one of theirs; of another's, nothing happens. */
export async function dropList(tx: WriteTx, { authority }: Pick<Official, "authority">, id: number): Promise<void> {
  await tx
    .deleteFrom("case_lists")
    .where("id", "=", id)
    .where("account_id", "=", authority.actor.accountId ?? 0)
    .execute();
}
