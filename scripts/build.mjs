// Bundles the three doors and the islands, and compiles the texts. Runs before start, demo, test and check:
// it takes well under a second, so there is never a stale build to explain.
import { existsSync, globSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileMessages } from "./messages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
mkdirSync("dist", { recursive: true });
compileMessages(root);

const doors = ["main", "worker", "cli"].map((name) => `src/${name}.ts`).filter((file) => existsSync(file));
const threads = globSync("src/**/*.thread.ts");
const islands = globSync("src/**/*.island.ts");

await Promise.all([
  build({
    entryPoints: {
      ...Object.fromEntries(doors.map((file) => [file.split("/").at(-1).replace(".ts", ""), file])),
      ...Object.fromEntries(
        threads.map((file) => [`threads/${file.split("/").at(-1).replace(".thread.ts", "")}`, file]),
      ),
    },
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    sourcemap: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
  }),
  islands.length > 0 &&
    build({
      entryPoints: Object.fromEntries(islands.map((file) => [islandName(file), join(root, file)])),
      outdir: "dist/islands",
      bundle: true,
      minify: true,
      format: "esm",
      target: ["es2020", "chrome80", "firefox78", "safari14"],
      logLevel: "warning",
    }),
]);

function islandName(file) {
  return file.split("/").at(-1).replace(".island.ts", "");
}
