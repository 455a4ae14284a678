// A program in small, for the tests of the built-in server: starts it, says so, and stops it on Ctrl-C.
import pg from "pg";
import { startServer } from "#platform/db/server.ts";

const dir = process.argv[2] ?? "";
const server = await startServer({ dir, durable: false, log: { debug: () => undefined, info: () => undefined } });
process.on("SIGINT", async () => {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  const { rows } = await client.query("select 1 as one");
  console.log(`after the signal: ${rows[0]?.one}`);
  await client.end();
  await server.stop();
  console.log(`stopped: ${(await server.exited).reason}`);
});
console.log(`ready ${server.ownerUrl}`);
