// Prometheus metrics, served on a port of their own so that the public never reaches them.
import http from "node:http";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
  name: "sigesi_http_request_seconds",
  help: "Time to answer, by route, method and status class.",
  labelNames: ["route", "method", "status"],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
  registers: [registry],
});

/** Counts one answer. Routes are patterns, never addresses: an address may hold a code. */
export function measure(route: string, method: string, status: number, seconds: number): void {
  requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds);
}

/** Serves `/metrics` until closed. */
export async function serveMetrics(host: string, port: number): Promise<http.Server> {
  const server = http.createServer(async (_request, response) => {
    response.setHeader("content-type", registry.contentType);
    response.end(await registry.metrics());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
