// What the migrated database says: owners, comments, and foreign keys that follow the order of the modules.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCatalog, type Table } from "#platform/db/catalog.ts";
import { testDatabase } from "../support/database.ts";
import { rankOf } from "./source.ts";
import { OWNERS } from "./sql.ts";

interface ForeignKey {
  name: string;
  from: string;
  to: string;
}

let tables: readonly Table[] = [];
let keys: readonly ForeignKey[] = [];
let drop: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  tables = await readCatalog(client);
  const found = await client.query<ForeignKey>(
    `select conname as name, conrelid::regclass::text as from, confrelid::regclass::text as to
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1`,
  );
  keys = found.rows;
  await client.end();
});

afterAll(() => drop());

function wrongOwners(names: readonly string[], owners: ReadonlyMap<string, string>): string[] {
  return [
    ...names.filter((name) => !owners.has(name)).map((name) => `${name} has no owner`),
    ...[...owners]
      .filter(([name]) => !names.includes(name))
      .map(([name, owner]) => `${owner} owns ${name}, which is no table`),
  ];
}

function wrongKeys(
  found: readonly ForeignKey[],
  owners: ReadonlyMap<string, string>,
  order?: readonly string[],
): string[] {
  const rank = (table: string): number => rankOf(owners.get(table) ?? "", order);
  return found
    .filter(({ from, to }) => owners.get(from) !== owners.get(to) && rank(to) >= rank(from))
    .map(({ name, from, to }) => `${name}: ${from} points to ${to}, which comes later`);
}

function withoutComment(found: readonly Table[]): string[] {
  return found.flatMap(({ name, comment, columns }) => [
    ...(isSaid(comment) ? [] : [`table ${name}`]),
    ...columns.filter((column) => !isSaid(column.comment)).map((column) => `column ${name}.${column.name}`),
  ]);
}

const isSaid = (comment: string | null): boolean => (comment ?? "").trim().length >= 10;

/** A table says who owns it, whether it holds personal data and how long it is kept. */
function silentTables(found: readonly Table[]): string[] {
  return found
    .filter(({ kind }) => kind === "table")
    .filter(({ comment }) => ![/Owner: ?\S/i, /personal/i, /\bkept\b/i].every((part) => part.test(comment ?? "")))
    .map(({ name }) => name);
}

/** The owner that the comment names must be the one of the manifest. */
function otherOwners(found: readonly Table[], owners: ReadonlyMap<string, string>): string[] {
  return found.flatMap(({ name, comment }) => {
    const said = /Owner: ?([\w-]+)/i.exec(comment ?? "")?.[1];
    return said === undefined || said === owners.get(name) ? [] : [`${name}: ${said}, not ${owners.get(name)}`];
  });
}

test("every table is owned by exactly one module, and every owned table exists", () => {
  const names = tables.filter(({ kind }) => kind === "table").map(({ name }) => name);
  expect(wrongOwners(names, OWNERS)).toEqual([]);
});

test("foreign keys point to own and earlier tables", () => {
  expect(keys.length).toBeGreaterThan(20);
  expect(wrongKeys(keys, OWNERS)).toEqual([]);
});

test("every table and column has a comment", () => {
  expect(withoutComment(tables)).toEqual([]);
});

test("every table says its owner, personal data and how long it is kept", () => {
  expect(silentTables(tables)).toEqual([]);
  expect(otherOwners(tables, OWNERS)).toEqual([]);
});

describe("the guard of the catalogue refuses", () => {
  const owners = new Map([
    ["things", "trace"],
    ["votes", "ballots"],
  ]);
  const order = ["trace", "ballots"];
  const table = (comment: string | null, columnComment: string | null): Table => ({
    name: "votes",
    kind: "table",
    comment,
    columns: [
      {
        name: "id",
        type: "bigint",
        baseType: "int8",
        isArray: false,
        enumValues: [],
        nullable: false,
        generated: "no",
        reference: null,
        comment: columnComment,
      },
    ],
  });

  test("a table without owner and an owner without table", () => {
    expect(wrongOwners(["things", "orphans"], owners)).toHaveLength(2);
  });

  test("a key that points forward", () => {
    expect(wrongKeys([{ name: "k", from: "things", to: "votes" }], owners, order)).toHaveLength(1);
    expect(wrongKeys([{ name: "k", from: "votes", to: "things" }], owners, order)).toEqual([]);
  });

  test("silence", () => {
    expect(withoutComment([table(null, "The key of the row.")])).toEqual(["table votes"]);
    expect(withoutComment([table("What people chose.", " ")])).toEqual(["column votes.id"]);
    expect(silentTables([table("What people chose. Owner: ballots.", "x")])).toEqual(["votes"]);
    expect(otherOwners([table("Owner: trace. Personal data: no. Kept: always.", "x")], owners)).toHaveLength(1);
  });
});
