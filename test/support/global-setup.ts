// Runs in the main process of vitest, once per project of the same run: they share one server.
import type { TestProject } from "vitest/node";
import { openThrowawayServer, type ThrowawayServer } from "./throwaway-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Socket that answers with the address of the run's database server. */
    databaseAskPath: string;
  }
}

interface Shared {
  users: number;
  server: Promise<ThrowawayServer>;
}

declare global {
  /** Each project loads this file anew; what they share hangs from the process. */
  var sigesiTestServer: Shared | undefined;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mine = globalThis.sigesiTestServer ?? { users: 0, server: openThrowawayServer() };
  globalThis.sigesiTestServer = mine;
  mine.users += 1;
  const server = await mine.server;
  project.provide("databaseAskPath", server.askPath);
  return async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    globalThis.sigesiTestServer = undefined;
    await server.stop();
  };
}
