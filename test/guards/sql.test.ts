import { describe, expect, test } from "vitest";
import { modules } from "../../src/modules.ts";
import { list, SOURCES, sourceFile } from "./source.ts";
import { OWNERS, PLATFORM_TABLES, sqlProblems } from "./sql.ts";

test("SQL reads own and earlier tables and writes only its own", () => {
  expect(list(SOURCES.flatMap((file) => sqlProblems(file)))).toEqual([]);
});

test("no table has two owners", () => {
  const named = [...PLATFORM_TABLES, ...modules.flatMap((module) => module.tables)];
  expect(named.length).toBe(OWNERS.size);
});

describe("the guard of SQL refuses", () => {
  const owners = new Map([
    ["secrets", "platform"],
    ["accounts", "people"],
    ["demands", "demands"],
    ["votes", "ballots"],
  ]);
  const problems = (text: string, path = "src/modules/demands/a.sql.ts") =>
    sqlProblems(sourceFile(path, text), owners, ["people", "demands", "ballots"]).map(({ problem }) => problem);

  test.each([
    ["a later table", 'db.selectFrom("votes as v")'],
    ["a later table in a list", 'db.selectFrom(["demands", "votes"])'],
    ["a later join", 'db.selectFrom("demands").leftJoin("votes", "a", "b")'],
    ["a later table in plain SQL", "sql`select 1 from votes`"],
    ["a later table after a comma", "sql`select 1 from demands d, votes v where true`"],
    ["a later join in plain SQL", "sql`select 1 from demands d\n  join votes v on true`"],
    ["a later table in a string", 'pool.query("select count(*) from votes")'],
    ["an insert into another's table", 'tx.insertInto("accounts")'],
    ["an update of another's table", 'tx.updateTable("accounts as a")'],
    ["a delete from another's table", 'tx.deleteFrom("accounts")'],
    ["a plain insert into another's table", "sql`insert into accounts (id) values (1)`"],
    ["a plain update of another's table", "sql`update accounts a set x = 1`"],
    ["a plain delete from another's table", "sql`with x as (delete from accounts returning id) select 1`"],
    ["a copy into another's table", "copyFrom(`copy accounts (id) from stdin`)"],
    ["a write of the platform's table", 'tx.insertInto("secrets")'],
  ])("%s", (_what, text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });

  test.each([
    ["own and earlier tables", 'db.selectFrom("demands").innerJoin("accounts", "a", "b")'],
    ["own writes", "sql`insert into demands (id) values (1) on conflict (id) do update set x = 1`"],
    ["a column with the name of a table", "sql`select count(*) as votes from demands`"],
    ["locks", "sql`select 1 from demands for update of demands`"],
    ["comments", "// select 1 from votes"],
  ])("but not %s", (_what, text) => {
    expect(problems(text)).toEqual([]);
  });
});
