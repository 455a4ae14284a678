import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { temporaryBase } from "#test/support/throwaway-server.ts";
import { type DatabaseServer, findServer, startServer } from "./server.ts";
import { chooseAccount } from "./server-account.ts";
import { stopOrphans } from "./server-orphans.ts";
import { makeThrowawayFolder, removeServerFolder } from "./server-place.ts";

const PROGRAM = join(import.meta.dirname, "../../../test/support/server-program.ts");
const lines: string[] = [];
const log = { debug: () => undefined, info: note };
let dir: string;
let running: DatabaseServer[];
let children: ChildProcess[];

beforeEach(async () => {
  dir = await makeThrowawayFolder("sigesi-server-", temporaryBase());
  running = [];
  children = [];
  lines.length = 0;
});

afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  for (const server of running) await server.stop();
  // What a killed child left running is stopped as the next program would.
  const data = await realpath(join(dir, "postgres")).catch(() => undefined);
  if (data !== undefined) await stopOrphans({ data, account: await chooseAccount(data) }, () => undefined);
  await removeServerFolder(dir);
});

/** Hears what is said, except what depends on where these tests run. */
function note(line: string): void {
  if (!line.startsWith("PostgreSQL was copied")) lines.push(line);
}

async function start(options: { durable?: boolean } = { durable: false }): Promise<DatabaseServer> {
  const server = await startServer({ dir, log, ...options });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another program that starts the server over the same folder, in a process group of its own. */
async function otherProgram(): Promise<{ child: ChildProcess; said: (word: string) => Promise<string> }> {
  const child = spawn(process.execPath, [PROGRAM, dir], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const output = createInterface({ input: child.stdout });
  const heard: string[] = [];
  output.on("line", (line) => heard.push(line));
  const said = async (word: string): Promise<string> => {
    for (;;) {
      const line = heard.find((one) => one.startsWith(word));
      if (line !== undefined) return line;
      await once(output, "line");
    }
  };
  return { child, said };
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(dir, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
}

describe("the built-in server", () => {
  test("is PostgreSQL 18 on a socket only, durable unless told otherwise, in Unicode that depends on no machine", async () => {
    const server = await start({});
    const rows = await ask(
      server.ownerUrl,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('listen_addresses') as tcp,
         current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('TimeZone') as zone,
         current_database() as name, datlocprovider as provider, datlocale as locale, lower('ÑÁ') as low
       from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      {
        major: 18,
        tcp: "",
        fsync: "on",
        commit: "on",
        zone: "UTC",
        name: "sigesi",
        provider: "b",
        locale: "C.UTF-8",
        low: "ñá",
      },
    ]);
    expect((await stat(await realpath(join(dir, "postgres")))).mode & 0o077).toBe(0);
  });

  test("keeps its data between runs and tells why it ended", async () => {
    const first = await start();
    await ask(first.ownerUrl, "create table kept as select 7 as n");
    await first.stop();
    await first.stop();
    expect(await first.exited).toEqual({ expected: true, reason: "exit 0" });
    const second = await start();
    expect(await ask(second.ownerUrl, "select n from kept")).toEqual([{ n: 7 }]);
  });

  test("does not log what people wrote, not even when a statement fails", async () => {
    const heard: string[] = [];
    const server = await startServer({
      dir,
      durable: false,
      log: { debug: (l) => void heard.push(l), info: (l) => void heard.push(l) },
    });
    running.push(server);
    await ask(server.ownerUrl, "create table people (email text primary key)");
    const insert = "insert into people values ('milena@example.org')";
    await ask(server.ownerUrl, insert);
    await expect(ask(server.ownerUrl, insert)).rejects.toThrow("people_pkey");
    await server.stop();
    expect(heard.join("\n")).toContain("ready to accept connections");
    expect(heard.join("\n")).not.toContain("milena");
  });

  test("works in a folder whose path is too long for a socket, and has odd characters", async () => {
    const deep = join(dir, `${"carpeta muy larga, ".repeat(5)}"ñ"`, "otra");
    const server = await startServer({ dir: deep, log, durable: false });
    running.push(server);
    expect(await ask(server.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(await findServer(deep)).toEqual({ ownerUrl: server.ownerUrl });
    const socketFolder = new URL(server.ownerUrl).searchParams.get("host") ?? "";
    expect((await stat(socketFolder)).mode & 0o077).toBe(0);
    await server.stop();
    await removeServerFolder(deep);
    await expect(stat(socketFolder)).rejects.toThrow("ENOENT");
  });

  test("is found by other processes while it runs, and only then", async () => {
    expect(await findServer(dir)).toBeUndefined();
    const server = await start();
    expect(await findServer(dir)).toEqual({ ownerUrl: server.ownerUrl });
    await server.stop();
    expect(await findServer(dir)).toBeUndefined();
  });
});

describe("two programs over one folder", () => {
  test("the second is told in one sentence, and the first goes on", async () => {
    const { said } = await otherProgram();
    const url = (await said("ready")).split(" ")[1] ?? "";
    await expect(startServer({ dir, log })).rejects.toThrow(
      /^Otro programa ya está usando la base de datos de .*: detenlo primero\.$/,
    );
    expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("recovery", () => {
  test("after kill -9 of the program, its server is stopped in order and started again", async () => {
    const { child, said } = await otherProgram();
    const url = (await said("ready")).split(" ")[1] ?? "";
    await ask(url, "create table kept as select 7 as n");
    const before = await serverPid();
    child.kill("SIGKILL");
    await once(child, "exit");
    const server = await start();
    expect(await serverPid()).not.toBe(before);
    expect(await ask(server.ownerUrl, "select n from kept")).toEqual([{ n: 7 }]);
    expect(lines).toEqual([expect.stringContaining("left running by a program that was killed")]);
  });

  test("after kill -9 of the server with busy backends, the program hears of it and the next start works", async () => {
    const server = await start({});
    await ask(server.ownerUrl, "create table kept as select 7 as n");
    const busy = [1, 2, 3].map(() =>
      ask(server.ownerUrl, "select count(*) from generate_series(1, 1e9)").catch(() => "cut"),
    );
    await ask(server.ownerUrl, "select pg_sleep(0.2)");
    process.kill(await serverPid(), "SIGKILL");
    expect(await server.exited).toEqual({ expected: false, reason: "signal SIGKILL" });
    const again = await start({});
    expect(await ask(again.ownerUrl, "select n from kept")).toEqual([{ n: 7 }]);
    expect(await Promise.all(busy)).toEqual(["cut", "cut", "cut"]);
  });

  test("after kill -9 of program and server at once", async () => {
    const { child, said } = await otherProgram();
    await said("ready");
    const pid = await serverPid();
    child.kill("SIGKILL");
    process.kill(pid, "SIGKILL");
    await once(child, "exit");
    const server = await start();
    expect(await ask(server.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("a pid file whose number now belongs to a stranger neither stops the stranger nor the start", async () => {
    const server = await start();
    const file = join(dir, "postgres/postmaster.pid");
    const text = await readFile(file, "utf8");
    await server.stop();
    const stranger = spawn("sleep", ["600"]);
    children.push(stranger);
    await writeFile(file, text.replace(/^\d+/, String(stranger.pid)));
    const again = await start();
    expect(await ask(again.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test("an interrupted making of the data is begun again", async () => {
    await mkdir(join(dir, "postgres.new"));
    await writeFile(join(dir, "postgres.new/PG_VERSION"), "18\n");
    const server = await start();
    expect(await ask(server.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("data of another major version is refused and left alone", async () => {
    await mkdir(join(dir, "postgres"));
    await writeFile(join(dir, "postgres/PG_VERSION"), "17\n");
    await expect(startServer({ dir, log })).rejects.toThrow("la hizo PostgreSQL 17 y este programa trae el 18");
    expect(await readFile(join(dir, "postgres/PG_VERSION"), "utf8")).toBe("17\n");
    await rm(join(dir, "postgres"), { recursive: true });
  });
});

describe("Ctrl-C", () => {
  test("reaches the whole group of processes, and the server still serves until its program stops it", async () => {
    const { child, said } = await otherProgram();
    await said("ready");
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await said("after the signal")).toBe("after the signal: 1");
    expect(await said("stopped")).toBe("stopped: exit 0");
    const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
    expect(code).toBe(0);
  });
});

describe.runIf(process.getuid?.() === 0)("as root", () => {
  test("the server runs as another account", async () => {
    await start();
    const owner = (await stat(join(dir, "postgres"))).uid;
    expect(owner).not.toBe(0);
    expect((await stat(`/proc/${await serverPid()}`)).uid).toBe(owner);
  });

  test("in a folder that the account cannot enter, the data is kept elsewhere and comes back", async () => {
    await chmod(dir, 0o700);
    const first = await start();
    await ask(first.ownerUrl, "create table kept as select 7 as n");
    await first.stop();
    expect(lines).toEqual([
      expect.stringMatching(/^The database is kept in \/var\/lib\/sigesi\/[0-9a-f]{12}\/postgres, because/),
    ]);
    const second = await start();
    expect(await ask(second.ownerUrl, "select n from kept")).toEqual([{ n: 7 }]);
    expect(lines).toHaveLength(1);
    await second.stop();
    const data = await realpath(join(dir, "postgres"));
    await removeServerFolder(dir);
    await expect(stat(data)).rejects.toThrow("ENOENT");
  });
});
