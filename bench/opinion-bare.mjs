// The peer of opinion-votes.bench.ts: the least that Node can do to read these messages and answer them.
import { createServer } from "node:http";

createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"saved":${body.length > 0 ? 1 : 0}}`);
  });
}).listen(Number(process.argv[2]), "localhost", () => process.send?.("ready"));
