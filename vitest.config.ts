import { defineConfig } from "vitest/config";

/** Where the CI wants the counts; people only read the screen. */
const report = process.env.TEST_REPORT;

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
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
          name: "routes",
          include: ["test/guards/routes*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: { name: "journeys", include: ["test/journeys/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      {
        // Programs that are killed on purpose: each test has its own folder and its own server.
        extends: true,
        test: { name: "faults", include: ["test/faults/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
    globalSetup: ["test/support/global-setup.ts"],
    maxWorkers: 2,
    passWithNoTests: false,
    reporters: report === undefined ? ["default"] : ["default", "json"],
    ...(report && { outputFile: { json: report } }),
  },
});
