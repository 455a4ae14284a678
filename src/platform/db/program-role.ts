// The program does not work as the owner of the database: it connects as a role that reads and writes rows and cannot
// change the schema. This file makes that role and its address.
import { createHmac } from "node:crypto";
import pg from "pg";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode } from "./database-error.ts";

export const PROGRAM_ROLE = "sigesi_program";
/** Of our own choosing: the advisory lock of whoever changes schema or rights of a database. One process holds it at a time. */
export const SCHEMA_LOCK = 7_344_301;

/**
 * The address with which the program connects, made from the owner's. With a password in the owner's address, the program's is
 * derived from it (every process derives the same one) unless `password` gives it.
 */
export function programUrl(ownerUrl: string, password?: string): string {
  const url = new URL(ownerUrl);
  const secret = password ?? derivedPassword(url);
  url.username = PROGRAM_ROLE;
  url.password = secret === undefined ? "" : encodeURIComponent(secret);
  return url.toString();
}

function derivedPassword(ownerUrl: URL): string | undefined {
  if (ownerUrl.password === "") return undefined;
  return createHmac("sha256", decodeURIComponent(ownerUrl.password)).update(PROGRAM_ROLE).digest("base64url");
}

/**
 * Makes the program's role, or sees that it lets us in. `owner` is connected as the owner of the database.
 * @throws DatabaseError with the SQL that an administrator must run, when the owner may not make roles.
 */
export async function ensureProgramRole(owner: pg.Client, ownerUrl: string, password?: string): Promise<void> {
  const url = programUrl(ownerUrl, password);
  const secret = decodeURIComponent(new URL(url).password);
  const { rowCount } = await owner.query("select 1 from pg_roles where rolname = $1", [PROGRAM_ROLE]);
  if (rowCount === 1 && (await letsIn(url))) return;
  const verb = rowCount === 1 ? "alter" : "create";
  const withPassword = secret === "" ? "" : ` password ${pg.escapeLiteral(secret)}`;
  try {
    await owner.query(`${verb} role ${PROGRAM_ROLE} login${withPassword}`);
  } catch (error) {
    // Another database of this server is being migrated at this moment and made it first.
    if (errorCode(error) === "42710" || errorCode(error) === "23505")
      return ensureProgramRole(owner, ownerUrl, password);
    if (errorCode(error) !== "42501") throw error;
    throw new DatabaseError(whatToRun(verb, new URL(ownerUrl)));
  }
}

async function letsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function whatToRun(verb: string, ownerUrl: URL): string {
  const database = decodeURIComponent(ownerUrl.pathname.slice(1));
  return t("database.role", {
    verb,
    role: PROGRAM_ROLE,
    sql: `${verb} role ${PROGRAM_ROLE} login password '…';`,
    grant: `grant connect on database ${pg.escapeIdentifier(database)} to ${PROGRAM_ROLE};`,
  });
}

/**
 * Lets the program's role work in the tables of a library that has a schema of its own (the queue of jobs), also where that library
 * switched row security on. May be called at every start, by several processes at once, after the library migrated its schema as the
 * owner. `owner` is a connection that ends after this.
 */
export async function lendSchema(owner: pg.Client, schema: string): Promise<void> {
  const name = pg.escapeIdentifier(schema);
  // Two processes that grant the same at once fail with "tuple concurrently updated", so the second waits.
  await owner.query("select pg_advisory_lock($1)", [SCHEMA_LOCK]);
  await owner.query(`
    grant usage on schema ${name} to ${PROGRAM_ROLE};
    grant select, insert, update, delete on all tables in schema ${name} to ${PROGRAM_ROLE};
    grant usage, select on all sequences in schema ${name} to ${PROGRAM_ROLE}`);
  const { rows } = await owner.query<{ table: string }>(
    `select c.oid::regclass::text as table from pg_class c
     where c.relnamespace = $1::regnamespace and c.relkind = 'r' and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = $2)`,
    [name, PROGRAM_ROLE],
  );
  for (const { table } of rows) {
    await owner.query(`create policy ${PROGRAM_ROLE} on ${table} to ${PROGRAM_ROLE} using (true) with check (true)`);
  }
}
