import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase, testDatabase } from "#test/support/database.ts";
import { temporaryBase } from "#test/support/throwaway-server.ts";
import { asOwner, checkServerVersion, lendSchema, migrate, programUrl } from "./migrate.ts";
import { type DatabaseServer, makeThrowawayFolder, removeServerFolder, startServer } from "./server.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const ROLES = "20261121000000_roles__create.sql";
const TOWNS = "20270101000000_towns__create.sql";
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  database = await emptyDatabase();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigesi-migrations-"));
  await cp(join(MIGRATIONS, ROLES), join(folder, ROLES));
  await add(TOWNS, "create table towns (name text primary key); insert into towns values ('A')");
  return async () => {
    await rm(folder, { recursive: true });
    await asOwner(database.ownerUrl, (client) => client.query("drop schema public cascade; create schema public"));
  };
});

afterAll(() => database.drop());

async function add(name: string, sql: string): Promise<void> {
  await writeFile(join(folder, name), sql);
}

async function names(): Promise<string[]> {
  const { rows } = await asOwner(database.ownerUrl, (client) => client.query("select name from towns order by 1"));
  return rows.map(({ name }) => name);
}

describe("migrate", () => {
  test("applies what is missing, in order, once", async () => {
    expect(await migrate(database.ownerUrl, { folder })).toEqual([ROLES, TOWNS]);
    expect(await migrate(database.ownerUrl, { folder })).toEqual([]);
    await add("20270102000000_towns__add_b.sql", "insert into towns values ('B')");
    expect(await migrate(database.ownerUrl, { folder })).toEqual(["20270102000000_towns__add_b.sql"]);
    expect(await names()).toEqual(["A", "B"]);
  });

  test("by several processes at once, applies each file once", async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, { folder })));
    expect(applied.flat().sort()).toEqual([ROLES, TOWNS]);
  });

  test("stops at the last file asked for", async () => {
    expect(await migrate(database.ownerUrl, { folder, upTo: ROLES })).toEqual([ROLES]);
    expect(await migrate(database.ownerUrl, { folder })).toEqual([TOWNS]);
  });

  test("a file that fails leaves nothing of itself and names itself", async () => {
    await add("20270102000000_towns__add_b.sql", "insert into towns values ('B'); insert into towns values ('A')");
    await add("20270103000000_towns__add_c.sql", "insert into towns values ('C')");
    await expect(migrate(database.ownerUrl, { folder })).rejects.toThrow(
      /20270102000000_towns__add_b.sql falló: .*towns_pkey/,
    );
    expect(await names()).toEqual(["A"]);
  });

  test("refuses when an applied file changed", async () => {
    await migrate(database.ownerUrl, { folder });
    await add(TOWNS, "create table towns (name text primary key, place text)");
    await expect(migrate(database.ownerUrl, { folder })).rejects.toThrow(
      `La migración ${TOWNS} cambió después de aplicarse`,
    );
  });

  test("refuses a database of a newer program", async () => {
    await migrate(database.ownerUrl, { folder });
    await rm(join(folder, TOWNS));
    await expect(migrate(database.ownerUrl, { folder })).rejects.toThrow("es de una versión más nueva del programa");
  });

  test("refuses a misnamed file before touching anything", async () => {
    await add("2027_towns.sql", "drop table towns");
    await expect(migrate(database.ownerUrl, { folder })).rejects.toThrow("2027_towns.sql está mal nombrada");
  });

  test("refuses a server that is too old or cannot be reached, in one sentence", async () => {
    expect(() => checkServerVersion(160_009)).toThrow(
      "La base de datos es PostgreSQL 16 y el programa necesita el 17 o más nuevo.",
    );
    expect(() => checkServerVersion(170_000)).not.toThrow();
    await expect(migrate("postgresql://x@localhost/x?host=%2Fnowhere", { folder })).rejects.toThrow(
      "No se puede llegar a la base de datos de DATABASE_URL: connect ENOENT",
    );
  });
});

describe("the program's role", () => {
  test("reads and writes rows, and cannot change the schema nor the record of migrations", async () => {
    const { programUrl: url, drop } = await testDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect(
      (
        await client.query(
          "select current_user as me, rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user",
        )
      ).rows,
    ).toEqual([{ me: "sigesi_program", rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
    expect((await client.query("select 1 from migrations")).rowCount).toBeGreaterThan(0);
    for (const sql of [
      "create table mine (n int)",
      "alter table migrations add n int",
      "drop table migrations",
      "delete from migrations",
      "update migrations set sha256 = sha256",
      "insert into migrations select * from migrations",
      "truncate migrations",
    ]) {
      await expect(client.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
    }
    await client.end();
    await drop();
  });

  test("may do in a later table what its migration leaves it", async () => {
    await add(
      "20270102000000_ledger__create.sql",
      "create table ledger (id bigint generated always as identity primary key, line text); revoke update, delete on ledger from sigesi_program",
    );
    await migrate(database.ownerUrl, { folder });
    const client = new pg.Client({ connectionString: database.programUrl });
    await client.connect();
    await client.query("update towns set name = 'Z'");
    await client.query("delete from towns");
    await client.query("insert into ledger (line) values ('x')");
    await expect(client.query("update ledger set line = 'y'")).rejects.toThrow("permission denied");
    await expect(client.query("delete from ledger")).rejects.toThrow("permission denied");
    await expect(client.query("truncate ledger")).rejects.toThrow("permission denied");
    await client.end();
  });

  test("queues jobs in the schema of the queue, which its owner migrates", async () => {
    await migrate(database.ownerUrl, { folder });
    await runMigrations({ connectionString: database.ownerUrl });
    // At every start, also of eight processes at once; the second time changes nothing.
    const lend = () => asOwner(database.ownerUrl, (owner) => lendSchema(owner, "graphile_worker"));
    await Promise.all(Array.from({ length: 8 }, lend));
    await lend();
    const client = new pg.Client({ connectionString: database.programUrl });
    await client.connect();
    await client.query("select graphile_worker.add_job('greet', '{}')");
    expect((await client.query("select task_identifier from graphile_worker.jobs")).rows).toEqual([
      { task_identifier: "greet" },
    ]);
    await expect(client.query("drop table graphile_worker._private_jobs")).rejects.toThrow("must be owner");
    await client.end();
    await asOwner(database.ownerUrl, (owner) => owner.query("drop schema graphile_worker cascade"));
  });

  test("its address keeps the place and derives its password from the owner's, the same in every process", () => {
    const owner = "postgresql://boss:s%40cret@db.example.org:5433/sigesi?sslmode=require";
    const url = new URL(programUrl(owner));
    expect([url.username, url.host, url.pathname, url.search]).toEqual([
      "sigesi_program",
      "db.example.org:5433",
      "/sigesi",
      "?sslmode=require",
    ]);
    expect(url.password).toMatch(/^[\w-]{43}$/);
    expect(programUrl(owner)).toBe(url.toString());
    expect(url.password).not.toContain("cret");
    expect(new URL(programUrl(owner, "a/b@c")).password).toBe("a%2Fb%40c");
    expect(new URL(programUrl("postgresql://boss@localhost/x?host=%2Frun")).password).toBe("");
  });
});

// Roles belong to the server: these have one where the program's role does not exist yet.
describe("an administrator's server, with passwords", () => {
  let server: DatabaseServer;
  let dir: string;

  beforeAll(async () => {
    dir = await makeThrowawayFolder("sigesi-migrate-", temporaryBase());
    server = await startServer({ dir, log: { debug: () => undefined, info: () => undefined }, durable: false });
    await writeFile(join(dir, "postgres/pg_hba.conf"), "local all sigesi_owner trust\nlocal all all scram-sha-256\n");
    await asOwner(server.ownerUrl, async (client) => {
      await client.query("select pg_reload_conf()");
      await client.query("create role town_hall login password 'p@ss'");
      await client.query("alter database sigesi owner to town_hall");
    });
  });

  afterAll(async () => {
    await server.stop();
    await removeServerFolder(dir);
  });

  function townHallUrl(): string {
    const url = new URL(server.ownerUrl);
    url.username = "town_hall";
    url.password = encodeURIComponent("p@ss");
    return url.toString();
  }

  test("an owner who may not make roles is told what to ask for, and it is enough", async () => {
    const sentence = await migrate(townHallUrl(), { folder }).catch((error: unknown) => String(error));
    expect(sentence).toContain(`"create role sigesi_program login password '…';"`);
    expect(sentence).toContain(`"grant connect on database "sigesi" to sigesi_program;"`);
    await asOwner(server.ownerUrl, (client) =>
      client.query(
        "create role sigesi_program login password 'chosen'; grant connect on database sigesi to sigesi_program",
      ),
    );
    await expect(migrate(townHallUrl(), { folder })).rejects.toThrow('"alter role sigesi_program login password');
    expect(await migrate(townHallUrl(), { folder, programPassword: "chosen" })).toEqual([ROLES, TOWNS]);
    const client = new pg.Client({ connectionString: programUrl(townHallUrl(), "chosen") });
    await client.connect();
    expect((await client.query("select name from towns")).rows).toEqual([{ name: "A" }]);
    await client.end();
  });

  test("an owner who may make roles makes it, with a password of its own", async () => {
    await asOwner(server.ownerUrl, async (client) => {
      await client.query(
        "drop owned by sigesi_program cascade; drop role sigesi_program; alter role town_hall createrole",
      );
      await client.query("drop schema public cascade; create schema public authorization pg_database_owner");
    });
    expect(await migrate(townHallUrl(), { folder })).toEqual([ROLES, TOWNS]);
    const client = new pg.Client({ connectionString: programUrl(townHallUrl()) });
    await client.connect();
    expect((await client.query("select name from towns")).rows).toEqual([{ name: "A" }]);
    await client.end();
    expect(await migrate(townHallUrl(), { folder })).toEqual([]);
  });
});
