// A page for visitors as bytes: made once, sent many times.
import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Clock } from "../clock/clock.ts";
import { type Entry, TagCache } from "../memory/tag-cache.ts";

export interface StoredPage extends Entry {
  headers: Record<string, string>;
  etag: string;
  plain: Buffer;
  /** Made for the first who asks for it. */
  gzip: Buffer | undefined;
  /** Its route knows no query: whatever comes after `?` changes nothing in it. */
  anyQuery: boolean;
}

export type PageCache = TagCache<StoredPage>;

const MAX_BYTES = 64 * 1024 * 1024;
/** Compressed, a page takes less than a third. */
const PLAIN_AND_GZIP = 4 / 3;

export function pageCache(clock: Clock): PageCache {
  return new TagCache(clock, {
    most: MAX_BYTES,
    sizeOf: ({ plain }) => Math.ceil(plain.length * PLAIN_AND_GZIP) + 1024,
  });
}

export function storePage(
  html: string,
  headers: Record<string, string>,
  life: Pick<StoredPage, "tags" | "expires" | "anyQuery">,
): StoredPage {
  const plain = Buffer.from(html);
  const etag = `"${hash("sha256", plain, "base64url").slice(0, 22)}"`;
  return {
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=0, must-revalidate",
      vary: "accept-encoding",
      etag,
    },
    etag,
    plain,
    gzip: undefined,
    ...life,
  };
}

/** The page kept for an address: its own, or that of its path where the query says nothing. */
export function findPage(pages: PageCache, url: string): StoredPage | undefined {
  const own = pages.find(url);
  if (own !== undefined) return own;
  const query = url.indexOf("?");
  const plain = query === -1 ? undefined : pages.find(url.slice(0, query));
  return plain?.anyQuery ? plain : undefined;
}

export function sendStored(req: IncomingMessage, res: ServerResponse, page: StoredPage): void {
  if (req.headers["if-none-match"] === page.etag) {
    res.writeHead(304, page.headers);
    res.end();
    return;
  }
  const gzip = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  if (gzip) page.gzip ??= gzipSync(page.plain, { level: 6 });
  const body = (gzip ? page.gzip : undefined) ?? page.plain;
  res.writeHead(200, {
    ...page.headers,
    "content-length": body.length,
    ...(gzip ? { "content-encoding": "gzip" } : {}),
  });
  res.end(req.method === "HEAD" ? undefined : body);
}
