// A database of its own for a test file: a clone of what was migrated, or filled, once in this run.
import { randomBytes } from "node:crypto";
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { inject } from "vitest";
import { programUrl } from "#platform/db/migrate.ts";
import { databaseUrl, TEMPLATE } from "./throwaway-server.ts";

export interface TestDatabase {
  /** As the owner, who may change the schema. */
  ownerUrl: string;
  /** As the program works: rows only. */
  programUrl: string;
  /** Removes the database, also with connections open. */
  drop(): Promise<void>;
}

/** A migrated database that nobody else uses. Drop it in `afterAll`; the end of the run removes those that were forgotten. */
export async function testDatabase(): Promise<TestDatabase> {
  return cloneOf(TEMPLATE);
}

/** As `testDatabase`, but never migrated: for testing migrations and restores. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return cloneOf("template0");
}

/**
 * As `testDatabase`, with what `fill` wrote in it and told. The first file of the run that asks for this name fills it; the
 * others, also those that ask meanwhile, get clones. `fill` leaves no connection open: what is connected to is not cloned.
 */
export async function filledDatabase<T>(
  name: string,
  fill: (ownerUrl: string) => Promise<T>,
): Promise<{ database: TestDatabase; told: T }> {
  const serverUrl = await askForServer();
  const told = await withClient(serverUrl, async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rows } = await client.query<{ told: string | null }>(
      "select shobj_description(oid, 'pg_database') as told from pg_database where datname = $1",
      [name],
    );
    const known = rows[0]?.told;
    if (typeof known === "string") return JSON.parse(known) as { told: T };
    // Whoever began to fill it did not come to the end.
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    await client.query(`create database ${pg.escapeIdentifier(name)} template ${TEMPLATE}`);
    const words = { told: await fill(databaseUrl(serverUrl, name)) };
    const comment = pg.escapeLiteral(JSON.stringify(words));
    await client.query(`comment on database ${pg.escapeIdentifier(name)} is ${comment}`);
    return words;
  });
  return { database: await cloneOf(name), ...told };
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const serverUrl = await askForServer();
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  await run(serverUrl, `create database ${name} template ${pg.escapeIdentifier(template)}`);
  const ownerUrl = databaseUrl(serverUrl, name);
  return {
    ownerUrl,
    programUrl: programUrl(ownerUrl),
    drop: () => run(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

async function askForServer(): Promise<string> {
  const answer: unknown = JSON.parse(await text(createConnection(inject("databaseAskPath"))));
  if (typeof answer === "object" && answer !== null && "ownerUrl" in answer) return String(answer.ownerUrl);
  throw new Error(`The test database did not start: ${JSON.stringify(answer)}`);
}

async function run(url: string, sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
