// The peer of pages.bench.ts: the least that Node can do to send these bytes with these headers.
import { createServer } from "node:http";

process.once("message", ({ body, headers }) => {
  const bytes = Buffer.from(body, "base64");
  const all = { ...headers, "content-length": bytes.length };
  createServer((_request, response) => {
    response.writeHead(200, all);
    response.end(bytes);
  }).listen(Number(process.argv[2]), "localhost", () => process.send?.("ready"));
});
