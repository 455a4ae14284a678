// A stored page as bytes: made once, sent many times.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { StoredPage } from "./page-cache.ts";

export function storePage(
  html: string,
  headers: Record<string, string>,
  life: { tags: readonly string[]; until: Date },
): StoredPage {
  const plain = Buffer.from(html);
  const gzip = gzipSync(plain, { level: 6 });
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  return {
    status: 200,
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=0, must-revalidate",
      vary: "accept-encoding",
      etag,
    },
    etag,
    plain,
    gzip,
    expires: life.until.getTime(),
    tags: life.tags,
  };
}

export function sendStored(req: IncomingMessage, res: ServerResponse, page: StoredPage): void {
  if (req.headers["if-none-match"] === page.etag) {
    res.writeHead(304, page.headers);
    res.end();
    return;
  }
  const gzip = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  const body = gzip ? page.gzip : page.plain;
  res.writeHead(page.status, {
    ...page.headers,
    "content-length": body.length,
    ...(gzip ? { "content-encoding": "gzip" } : {}),
  });
  res.end(req.method === "HEAD" ? undefined : body);
}
