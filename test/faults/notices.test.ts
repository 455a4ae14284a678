// A worker that is killed while it sends: everybody gets the message, and only those that were on their way at that very
// moment may get it twice, with the same Message-ID.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addHistory } from "#core/trace/index.ts";
import { ROOT } from "#platform/config/root.ts";
import { addJob } from "#platform/jobs/jobs.ts";
import { followByMany } from "../support/many-followers.ts";
import { openProcess } from "../support/open-process.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const FOLLOWERS = 300;
/** Messages that one worker has on their way at the same time (see core/follows/send). */
const ON_THEIR_WAY = 4;

let house: TestApp;
let server: SMTPServer;
const arrived = new Map<string, number>();
const workers: ChildProcess[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const id = /^Message-ID: <(.*)>/im.exec(Buffer.concat(parts).toString())?.[1] ?? "none";
        arrived.set(id, (arrived.get(id) ?? 0) + 1);
        // As slow as a mail server: the kill falls in the middle.
        setTimeout(done, 10);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  house = await startTestApp({ now: new Date() });
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await house?.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function startWorker(): ChildProcess {
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const worker = spawn(process.execPath, [join(ROOT, "dist/worker.js")], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: "silent",
      DATABASE_URL: house.ownerUrl,
      VAR_DIR: house.config.varDir,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
    },
    stdio: "ignore",
  });
  workers.push(worker);
  return worker;
}

const tally = async (): Promise<Record<string, number>> => {
  const rows = await house.db.read
    .selectFrom("notices")
    .select((eb) => ["state", eb.fn.countAll<number>().as("n")])
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
};

test("each message arrives, and once but for those on their way at the kill", async () => {
  const now = house.clock.now();
  const process = await openProcess(house, { slug: "conversatorios", now });
  await house.db.write(async (tx) => {
    await followByMany(tx, { thingId: process.id, count: FOLLOWERS, how: "each", at: now });
    await addHistory(tx, { thingId: process.id, event: "processes.closed", public: true, now });
    await addJob(tx, "follows.tell", {});
  });
  const first = startWorker();
  await vi.waitFor(async () => expect(await tally()).toMatchObject({ waiting: FOLLOWERS }), { timeout: 60_000 });
  await house.db.write((tx) => addJob(tx, "follows.send", {}));
  await vi.waitFor(() => expect(arrived.size).toBeGreaterThan(FOLLOWERS / 4), { timeout: 60_000, interval: 5 });
  const killed = once(first, "close");
  first.kill("SIGKILL");
  await killed;
  expect(arrived.size).toBeLessThan(FOLLOWERS);
  expect((await tally()).sending).toBeGreaterThan(0);
  // Ten minutes later nobody has answered for what the dead worker had taken.
  await house.db.write(async (tx) => {
    await tx.updateTable("notices").set({ leased_until: now }).where("state", "=", "sending").execute();
    await addJob(tx, "follows.tell", {});
    await addJob(tx, "follows.send", {});
  });
  startWorker();
  startWorker();
  await vi.waitFor(async () => expect(await tally()).toEqual({ sent: FOLLOWERS }), { timeout: 60_000, interval: 100 });
  expect(arrived.size).toBe(FOLLOWERS);
  const twice = [...arrived.values()].filter((times) => times > 1);
  expect(twice.length).toBeLessThanOrEqual(ON_THEIR_WAY);
  expect(twice.every((times) => times === 2)).toBe(true);
});
