import { tooMany } from "./problem.ts";

const MINUTE_MS = 60_000;
const MOST_KNOWN = 50_000;
const paces = new Map<string, { count: number; until: number }>();

/**
 * A browser that sends too fast is asked to wait. In memory: it protects this process, not a promise.
 * @throws 429 beyond `perMinute` requests to one address in a minute.
 */
export function guardPace(path: string, perMinute: number, browserBits: Buffer): void {
  const now = performance.now();
  if (paces.size > MOST_KNOWN) paces.clear();
  const id = `${path}|${browserBits.toString("base64url")}`;
  const pace = paces.get(id);
  if (pace === undefined || pace.until < now) paces.set(id, { count: 1, until: now + MINUTE_MS });
  else if (++pace.count > perMinute) throw tooMany();
}
