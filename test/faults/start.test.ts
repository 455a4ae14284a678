// What the program says when it cannot start, when its database is away, and to browsers that come by https.
import { access } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseServer, makeThrowawayFolder, removeServerFolder, startServer } from "#platform/db/server.ts";
import { type Program, spawnProgram, startProgram } from "../support/program.ts";

const quiet = { debug: () => undefined, info: () => undefined };
let dir: string;

beforeAll(async () => {
  dir = await makeThrowawayFolder("sigesi-faults-");
});

afterAll(() => removeServerFolder(dir));

describe("a setting that is wrong is one sentence and exit 1", () => {
  test.each([
    ["PORT", "puerto"],
    ["METRICS_PORT", "99999"],
    ["PUBLIC_URL", "http://ejemplo.org"],
    ["PUBLIC_URL", "https://ejemplo.org/sigesi"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["PROGRAM_PASSWORD", "corta"],
    ["ENTITY", "../etc"],
    ["LOG_LEVEL", "loud"],
    ["JOBS", "maybe"],
    ["SMTP_URL", "localhost"],
    ["HOST", "no es un host"],
    // Of a network for documentation (RFC 5737): no machine has it.
    ["HOST", "192.0.2.1"],
  ])("%s=%s", async (name, value) => {
    const program = await spawnProgram({ VAR_DIR: dir, [name]: value });
    expect(await program.exited).toBe(1);
    const lines = program.output().trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(name);
    expect(lines[0]).toMatch(/\.$/);
  });

  test.each(["main", "worker"] as const)("a word that %s does not know", async (door) => {
    const program = await spawnProgram({ VAR_DIR: dir }, ["--foo"], door);
    expect(await program.exited).toBe(1);
    expect(program.output()).toMatch(/^[^\n]*«--foo»[^\n]*\.\n$/);
  });

  test("an entity that does not exist", async () => {
    const program = await spawnProgram({ VAR_DIR: dir, ENTITY: "no-existe" });
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain("no-existe");
    expect(program.output()).not.toMatch(/\n\s+at /);
  });
});

test("after kill -9 the next start has the database as its own, and Ctrl-C leaves nothing running", async () => {
  const place = await makeThrowawayFolder("sigesi-faults-own-");
  try {
    await (await startProgram({ VAR_DIR: place })).end("SIGKILL");
    await access(join(place, "postgres", "postmaster.pid"));
    expect(await (await startProgram({ VAR_DIR: place })).end("SIGINT")).toBe(0);
    await expect(access(join(place, "postgres", "postmaster.pid"))).rejects.toThrow("ENOENT");
  } finally {
    await removeServerFolder(place);
  }
});

describe("with its database away", () => {
  let server: DatabaseServer;
  let program: Program;
  let place: string;

  beforeAll(async () => {
    place = await makeThrowawayFolder("sigesi-faults-db-");
    server = await startServer({ dir: place, log: quiet, durable: false });
    program = await startProgram({ DATABASE_URL: server.ownerUrl, VAR_DIR: place, PUBLIC_URL: "https://ejemplo.org" });
  });

  afterAll(async () => {
    await program?.end("SIGINT");
    await server?.stop();
    await removeServerFolder(place);
  });

  test("cookies and headers are those of https", async () => {
    const answer = await fetch(`${program.url}/entrar`);
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-navegador=[\w-]{22};/);
    for (const part of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i]) expect(cookie).toMatch(part);
    expect(cookie).not.toMatch(/domain/i);
    expect(answer.headers.get("strict-transport-security")).toMatch(/max-age=\d{7,}/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  });

  test("a second program on the same port says so", async () => {
    const port = new URL(program.url).port;
    const second = await spawnProgram({ DATABASE_URL: server.ownerUrl, VAR_DIR: place, PORT: port });
    expect(await second.exited).toBe(1);
    expect(second.output().trim()).toMatch(/PORT[^\n]*$/);
    expect((await fetch(`${program.url}/salud`)).status).toBe(200);
  });

  test("with PORT=0 the system gives the port, and the program says which", async () => {
    const anywhere = await spawnProgram({ DATABASE_URL: server.ownerUrl, VAR_DIR: place, PORT: "0", JOBS: "off" });
    try {
      await expect.poll(anywhere.output, { timeout: 20_000 }).toMatch(/http:\/\/localhost:\d+\n/);
      const [url = ""] = /http:\/\/localhost:\d+/.exec(anywhere.output()) ?? [];
      expect((await fetch(`${url}/salud`)).status).toBe(200);
    } finally {
      await anywhere.end("SIGINT");
    }
  });

  test("people read a page with a short id, watchers read 503, and it comes back by itself", async () => {
    await server.stop();
    const page = await fetch(`${program.url}/procesos`);
    const html = await page.text();
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toBe("5");
    expect(html).toContain("Estamos con problemas, ya lo sabemos");
    expect(html).toMatch(/código: [0-9a-f]{6}/);
    expect(html).not.toMatch(/ECONN|ENOENT|postgres|select /i);
    expect((await fetch(`${program.url}/en/procesos`)).status).toBe(503);
    expect((await fetch(`${program.url}/salud`)).status).toBe(503);
    server = await startServer({ dir: place, log: quiet, durable: false });
    await expect.poll(async () => (await fetch(`${program.url}/salud`)).status, { timeout: 20_000 }).toBe(200);
    expect((await fetch(`${program.url}/procesos`)).status).toBe(200);
  });
});
