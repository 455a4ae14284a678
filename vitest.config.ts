import { defineConfig } from "vitest/config";

/** Where the CI wants the counts; people only read the screen. */
const report = process.env.TEST_REPORT;

/** Files that share the modules of a worker: loading them takes longer than most tests. None may leave state in a module. */
const shared = { isolate: false } as const;

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "test/unit/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What can be read from the code, the texts and the catalogue: no browser.
        extends: true,
        test: {
          ...shared,
          name: "guards",
          include: ["test/guards/**/*.test.ts"],
          exclude: ["test/guards/routes*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Every address of the real program, in a real browser.
        extends: true,
        test: {
          ...shared,
          name: "routes",
          include: ["test/guards/routes*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        // Programs that are killed on purpose: each test has its own folder and its own server.
        extends: true,
        test: { name: "faults", include: ["test/faults/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
    globalSetup: ["test/support/global-setup.ts"],
    // What is awaited comes soon; a machine with other work is not a failure.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    passWithNoTests: false,
    reporters: report === undefined ? ["default"] : ["default", "json"],
    ...(report && { outputFile: { json: report } }),
  },
});
