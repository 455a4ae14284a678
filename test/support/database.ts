// A database of its own for a test file: a clone of a template that was migrated once in this run.
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

async function cloneOf(template: string): Promise<TestDatabase> {
  const serverUrl = await askForServer();
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  await run(serverUrl, `create database ${name} template ${template}`);
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
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
