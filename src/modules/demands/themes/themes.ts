// Folders of needs: made, filled, emptied and closed; what was in them and when stays.
import { addHistory } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Analyst, holdDemands } from "../join-needs/join-needs.ts";
import { findTheme, type Theme } from "./themes.sql.ts";

export interface NewTheme {
  name: string;
  about?: string;
  /** The theme it goes within, which is within none. */
  parent?: number;
}

/** Makes a theme. @throws Problem 409 if the process has one of that name, 400 if its parent is within another. */
export async function makeTheme(tx: WriteTx, who: Analyst, process: Process, theme: NewTheme): Promise<number> {
  who.authority.require("demands.code");
  if (theme.parent !== undefined) {
    const parent = await findTheme(tx, theme.parent);
    if (parent === undefined || parent.processId !== process.id) {
      throw new Problem(400, "common.unknownChoice", { field: "parent" });
    }
    if (parent.parentId !== null) throw new Problem(400, "demands.theme.tooDeep", { field: "parent" });
  }
  // Whoever makes themes of one process does so one after the other: two of the same name are never made.
  await tx.selectFrom("processes").select("id").where("id", "=", process.id).forNoKeyUpdate().execute();
  if ((await findThemeNamed(tx, process.id, theme.name)) !== undefined) {
    throw new Problem(409, "demands.theme.nameTaken", { field: "name" });
  }
  const { id } = await tx
    .insertInto("demand_themes")
    .values({
      process_id: process.id,
      parent_id: theme.parent ?? null,
      name: theme.name,
      about: theme.about ?? null,
      made_by: who.authority.actor.accountId ?? null,
      made_at: who.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await touch(tx, [themesTag(process.id)]);
  return id;
}

async function findThemeNamed(tx: WriteTx, processId: number, name: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom("demand_themes")
    .select("id")
    .where("process_id", "=", processId)
    .where((eb) => eb(eb.fn("lower", ["name"]), "=", name.toLowerCase()))
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return row?.id;
}

/** The theme of a name, made now if there is none. */
export async function getThemeNamed(tx: WriteTx, who: Analyst, process: Process, name: string): Promise<number> {
  return (await findThemeNamed(tx, process.id, name)) ?? (await makeTheme(tx, who, process, { name }));
}

/** Puts needs in a theme; each leaves the one it was in. @returns how many were not in it already. */
export async function putInTheme(tx: WriteTx, who: Analyst, themeId: number, ids: readonly number[]): Promise<number> {
  // Held against whoever closes it meanwhile: nothing is put in a theme that is closed.
  await tx.selectFrom("demand_themes").select("id").where("id", "=", themeId).forShare().execute();
  const theme = await findTheme(tx, themeId);
  if (theme === undefined) throw notFound();
  const demands = await holdDemands(tx, who, "demands.code", ids);
  if (demands.some(({ processId }) => processId !== theme.processId)) {
    throw new Problem(409, "demands.join.oneProcess", { field: "d" });
  }
  const inIt = await tx
    .selectFrom("demand_theme_members")
    .select("demand_id")
    .where("theme_id", "=", themeId)
    .where("taken_at", "is", null)
    .where("demand_id", "in", [...ids])
    .execute();
  const already = new Set(inIt.map(({ demand_id }) => demand_id));
  const fresh = demands.map(({ id }) => id).filter((id) => !already.has(id));
  if (fresh.length === 0) return 0;
  await leave(tx, who, fresh);
  await enter(tx, who, themeId, fresh);
  await writeLines(tx, who, fresh, "demands.put_in_theme", theme);
  return fresh.length;
}

/** Takes needs out of a theme. @returns how many were in it. */
export async function takeOutOfTheme(
  tx: WriteTx,
  who: Analyst,
  themeId: number,
  ids: readonly number[],
): Promise<number> {
  const theme = await findTheme(tx, themeId);
  if (theme === undefined) throw notFound();
  const demands = await holdDemands(tx, who, "demands.code", ids);
  const left = await leave(
    tx,
    who,
    demands.map(({ id }) => id),
  );
  await writeLines(tx, who, left, "demands.taken_out_of_theme", theme);
  return left.length;
}

/** Puts each need back in the theme that it was in, if that one is open still; in none if it was in none. */
export async function putBackInThemes(
  tx: WriteTx,
  who: Analyst,
  processId: number,
  needs: readonly { id: number; theme: number | null }[],
): Promise<void> {
  if (needs.length === 0) return;
  await leave(
    tx,
    who,
    needs.map(({ id }) => id),
  );
  for (const [themeId, members] of Map.groupBy(needs, ({ theme }) => theme)) {
    const theme = themeId === null ? undefined : await findTheme(tx, themeId);
    if (theme !== undefined)
      await enter(
        tx,
        who,
        theme.id,
        members.map(({ id }) => id),
      );
    for (const { id } of members) {
      await addHistory(tx, {
        thingId: id,
        event: "demands.put_back",
        data: { theme: theme?.id ?? null, name: theme?.name ?? "" },
        public: false,
        by: who.authority.actor.accountId,
        now: who.now,
      });
    }
  }
  await touch(tx, [themesTag(processId)]);
}

async function enter(tx: WriteTx, who: Analyst, themeId: number, ids: readonly number[]): Promise<void> {
  const by = who.authority.actor.accountId ?? null;
  await tx
    .insertInto("demand_theme_members")
    .values(ids.map((id) => ({ theme_id: themeId, demand_id: id, put_by: by, put_at: who.now })))
    .execute();
}

/** Closes an empty theme. @throws Problem 409 if needs or themes are in it. */
export async function closeTheme(tx: WriteTx, who: Analyst, themeId: number): Promise<void> {
  who.authority.require("demands.code");
  await tx.selectFrom("demand_themes").select("id").where("id", "=", themeId).forUpdate().execute();
  const theme = await findTheme(tx, themeId);
  if (theme === undefined) throw notFound();
  const within = await tx
    .selectFrom("demand_themes")
    .select("id")
    .where("parent_id", "=", themeId)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  if (theme.needs > 0 || within !== undefined) throw new Problem(409, "demands.theme.notEmpty");
  await tx.updateTable("demand_themes").set({ closed_at: who.now }).where("id", "=", themeId).execute();
  await touch(tx, [themesTag(theme.processId)]);
}

async function leave(tx: WriteTx, who: Analyst, ids: readonly number[]): Promise<number[]> {
  const rows = await tx
    .updateTable("demand_theme_members")
    .set({ taken_at: who.now, taken_by: who.authority.actor.accountId ?? null })
    .where("demand_id", "in", [...ids])
    .where("taken_at", "is", null)
    .returning("demand_id")
    .execute();
  return rows.map(({ demand_id }) => demand_id);
}

async function writeLines(
  tx: WriteTx,
  who: Analyst,
  ids: readonly number[],
  event: string,
  theme: Theme,
): Promise<void> {
  for (const thingId of ids) {
    const data = { theme: theme.id, name: theme.name };
    await addHistory(tx, { thingId, event, data, public: false, by: who.authority.actor.accountId, now: who.now });
  }
  await touch(tx, [themesTag(theme.processId)]);
}

/** What makes the pages of themes stale. */
export function themesTag(processId: number): string {
  return `themes:${processId}`;
}
