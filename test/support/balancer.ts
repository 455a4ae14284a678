// A balancer as plain as can be: each request goes to the next machine, and to another if that one does not answer. It
// keeps nobody with the same machine, so that whatever a process remembers by itself shows.
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Balancer {
  url: string;
  /** How many requests each machine answered. */
  answered(): readonly number[];
  stop(): Promise<void>;
}

/** Listens on `port`, which the machines behind it know as their public address. */
export async function startBalancer(port: number, machines: readonly string[]): Promise<Balancer> {
  const answered = machines.map(() => 0);
  let turn = 0;
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const first = turn++;
    const pass = (tried: number): void => {
      const machine = (first + tried) % machines.length;
      const forward = http.request(
        new URL(request.url ?? "/", machines[machine]),
        { method: request.method, headers: request.headers },
        (answer) => {
          answered[machine] = (answered[machine] ?? 0) + 1;
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      // Only a machine that could not be reached is passed over: a request that somebody took is never sent again.
      forward.on("error", (error) => {
        const unreached = "code" in error && error.code === "ECONNREFUSED";
        if (unreached && tried + 1 < machines.length) pass(tried + 1);
        else response.writeHead(502).end();
      });
      forward.end(body);
    };
    pass(0);
  });
  // Whoever asks closes what is idle: closed from here, it could be at the moment when they send on it again.
  server.keepAliveTimeout = 0;
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${own}`,
    answered: () => answered,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
