// Work that never ends, in threads of its own: `*.thread.ts` files, which the build leaves in dist/threads.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import { ROOT } from "../config/root.ts";

const AGAIN_MS = 5000;
const PATIENCE_MS = 5000;

export interface RunningThread {
  /** Asks it to end, and ends it after a while. */
  stop(): Promise<void>;
}

/** Starts the thread of a name; one that dies is started again. `data`: what it is given, the same each time. */
export function startThread(name: string, data: Record<string, string>, log: Logger): RunningThread {
  let stopped = false;
  let worker: Worker | undefined = start();
  function start(): Worker {
    const started = new Worker(join(ROOT, "dist/threads", `${name}.js`), { workerData: data });
    started.on("error", (error) => log.warn({ thread: name, error: error.message }, "a thread died"));
    started.on("exit", () => {
      worker = undefined;
      if (stopped) return;
      setTimeout(() => {
        if (!stopped) worker = start();
      }, AGAIN_MS).unref();
    });
    return started;
  }
  return {
    async stop() {
      stopped = true;
      const going = worker;
      // One that died and was not started again yet says no more that it ends: it would be waited for for ever.
      if (going === undefined) return;
      const ended = new Promise((resolve) => going.once("exit", resolve));
      going.postMessage("stop");
      const late = setTimeout(() => void going.terminate(), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
