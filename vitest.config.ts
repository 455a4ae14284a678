import { defineConfig } from "vitest/config";

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
        extends: true,
        test: { name: "guards", include: ["test/guards/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: "journeys", include: ["test/journeys/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
    globalSetup: ["test/support/global-setup.ts"],
    maxWorkers: 2,
  },
});
