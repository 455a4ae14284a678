// Load from a process of its own, so that the one that measures shares nothing with the one that answers.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

const CONNECTIONS = 32;
const SECONDS = 5;
const run = promisify(execFile);
const program = createRequire(import.meta.url).resolve("autocannon");

/** Requests a second of a page; `[<id>]` in the path is another number each time. */
export async function loadOf(url: string, path: string): Promise<{ rate: number }> {
  const options = [
    "-c",
    String(CONNECTIONS),
    "-d",
    String(SECONDS),
    "--json",
    ...(path.includes("[<id>]") ? ["-I"] : []),
    url + path,
  ];
  const { stdout } = await run(process.execPath, [program, ...options], { maxBuffer: 32 * 1024 * 1024 });
  const result: unknown = JSON.parse(stdout.slice(stdout.indexOf("{")));
  if (typeof result !== "object" || result === null || !("2xx" in result) || !("duration" in result)) {
    throw new Error("The load said nothing");
  }
  if ("non2xx" in result && Number(result.non2xx) > 0) throw new Error(`${result.non2xx} answers were refused`);
  return { rate: Number(result["2xx"]) / Number(result.duration) };
}
