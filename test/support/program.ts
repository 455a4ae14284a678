// The program as people start it: a process of its own over a folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "#platform/config/root.ts";
import { freePort } from "#platform/http/free-port.ts";

export interface Program {
  child: ChildProcess;
  url: string;
  /** What it has written so far. */
  output(): string;
  /** Its end: the code, or the signal that killed it. */
  exited: Promise<number | NodeJS.Signals>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

const POLL_MS = 20;
/** Those of `npm start`: see docs/operating/performance.md, Memory. */
const NODE_FLAGS = ["--max-semi-space-size=4", "--heap-growing-percent=30"];

/** Starts a door of the program (the web, or the worker of jobs) without waiting for it. */
export async function spawnProgram(
  env: Record<string, string>,
  args: readonly string[] = [],
  door: "main" | "worker" = "main",
): Promise<Program> {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [...NODE_FLAGS, join(ROOT, `dist/${door}.js`), ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      MALLOC_ARENA_MAX: "2",
      METRICS_PORT: "0",
      LOG_LEVEL: "warn",
      RATE_LIMITS: "off",
      ...env,
      PORT: port,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += String(chunk)));
  const exited = once(child, "close").then(([code, signal]) => signal ?? code ?? -1);
  return {
    child,
    url: `http://localhost:${port}`,
    output: () => text,
    exited,
    end: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Starts the program and waits until it answers. @throws with what it wrote when it ends instead. */
export async function startProgram(env: Record<string, string>, args: readonly string[] = []): Promise<Program> {
  const program = await spawnProgram(env, args);
  let ended = false;
  void program.exited.then(() => {
    ended = true;
  });
  for (;;) {
    if (ended) throw new Error(`The program ended: ${program.output()}`);
    const answer = await fetch(`${program.url}/salud`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer !== undefined) return program;
    await sleep(POLL_MS);
  }
}
