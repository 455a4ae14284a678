// Load from a process of its own, so that the one that measures shares nothing with the one that answers.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const CONNECTIONS = 32;
const SECONDS = 3;

/** Pages a second; `searches` asks for other words each time, so that no stored page answers. */
export async function loadOf(url: string, kind: "same" | "searches" = "same"): Promise<number> {
  const child = fork(join(import.meta.dirname, "pages-visitors.mjs"), [
    url,
    String(CONNECTIONS),
    String(SECONDS),
    kind,
  ]);
  const [said] = await once(child, "message");
  const { answered, refused, seconds } = said;
  if (refused > 0) throw new Error(`${refused} answers were refused`);
  return answered / seconds;
}
