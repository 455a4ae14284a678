// Cookies are `__Host-` and Secure, except on http://localhost where browsers would refuse them.
import { randomBytes } from "node:crypto";
import type { Browser, CookieJar } from "./route.ts";

const BROWSER_BYTES = 16;
/** The cookie with the random bits of a browser. */
export const BROWSER_COOKIE = "navegador";
export const BROWSER_SECONDS = 400 * 24 * 3600;

interface CookieOptions {
  path: string;
  httpOnly: boolean;
  sameSite: "lax";
  secure: boolean;
  maxAge?: number;
}

/** The cookies of a request and of its answer, by their names without prefix. */
export function cookieJar(wire: {
  secure: boolean;
  read: (name: string) => string | undefined;
  write: (name: string, value: string, options: CookieOptions) => void;
}): CookieJar {
  const { secure } = wire;
  const full = (name: string): string => (secure ? `__Host-${name}` : name);
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
  return {
    get: (name) => wire.read(full(name)),
    set: (name, value, seconds) =>
      wire.write(full(name), value, seconds === undefined ? options : { ...options, maxAge: seconds }),
    clear: (name) => wire.write(full(name), "", { ...options, maxAge: 0 }),
  };
}

/** Knows the browser by its cookie; gives it one the first time something needs to. */
export function browserOf(jar: CookieJar): Browser {
  let bits = parseBits(jar.get(BROWSER_COOKIE));
  return {
    known: () => bits,
    bits: () => {
      if (bits === undefined) {
        bits = freshBits();
        jar.set(BROWSER_COOKIE, bits.toString("base64url"), BROWSER_SECONDS);
      }
      return bits;
    },
  };
}

const POOL = 256;
let pool = Buffer.of();

/** Random bits that nobody has. Asked for in hundreds: each call of the generator costs as much as two digests. */
function freshBits(): Buffer {
  if (pool.length === 0) pool = randomBytes(POOL * BROWSER_BYTES);
  const bits = pool.subarray(0, BROWSER_BYTES);
  pool = pool.subarray(BROWSER_BYTES);
  return bits;
}

function parseBits(cookie: string | undefined): Buffer | undefined {
  if (cookie === undefined || !/^[\w-]{22}$/.test(cookie)) return undefined;
  return Buffer.from(cookie, "base64url");
}
