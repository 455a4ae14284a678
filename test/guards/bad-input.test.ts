// What anybody may send, and that the guard would see what it looks for.
import pg from "pg";
import { expect, it } from "vitest";
import { testDatabase } from "../support/database.ts";
import { watchRows } from "../support/rows-written.ts";
import { throwAtForms } from "./bad-input.ts";

throwAtForms((path) => !path.startsWith("/gestion"));

it("a row that comes or goes is told; one that was undone, or that goes as it came, is not", async () => {
  const database = await testDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  const program = new pg.Client({ connectionString: database.programUrl });
  await Promise.all([owner.connect(), program.connect()]);
  try {
    const changed = await watchRows(owner);
    const come = "insert into things (kind, created_at) values ('demand', now()) returning id";
    const { rows } = await program.query<{ id: number }>(come);
    expect(await changed()).toEqual(["things"]);
    expect(await changed()).toEqual([]);
    await program.query("begin");
    await program.query(come);
    await program.query("rollback");
    expect(await changed()).toEqual([]);
    await owner.query("delete from things where id = $1", [rows[0]?.id]);
    expect(await changed()).toEqual(["things"]);
    const { rows: second } = await program.query<{ id: number }>(come);
    await owner.query("delete from things where id = $1", [second[0]?.id]);
    expect(await changed()).toEqual([]);
  } finally {
    await Promise.all([owner.end(), program.end()]);
    await database.drop();
  }
});
