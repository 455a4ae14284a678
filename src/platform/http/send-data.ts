import type { FastifyReply } from "fastify";
import type { DataAnswer } from "./route.ts";

/** Sends what is not a page, with how long it may be kept. */
export function sendData(reply: FastifyReply, answer: DataAnswer) {
  if (answer.filename !== undefined) reply.header("content-disposition", `attachment; filename="${answer.filename}"`);
  if (answer.vary !== undefined) reply.header("vary", answer.vary);
  const shared = answer.immutable === true ? "public, max-age=31536000, immutable" : "public, no-cache";
  reply.header("cache-control", answer.private === true ? "private, no-store" : shared);
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (answer.etag !== undefined) {
    // Weak: the same content travels plain or compressed.
    const etag = `W/"${answer.etag}"`;
    reply.header("etag", etag);
    if (reply.request.headers["if-none-match"] === etag) return reply.code(304).send("");
  }
  return reply
    .code(answer.status ?? 200)
    .type(answer.type)
    .send(answer.body);
}
