// Voters of opinion-votes.bench.ts, in a process of their own: each message is of somebody else, to some statement, sent as
// fast as they are answered or at a fixed pace. Newcomers bring no cookie: theirs comes with the answer.
import autocannon from "autocannon";

process.once("message", async ({ url, path, connections, seconds, rate, browsers, statements }) => {
  let sent = 0;
  const plain = { "content-type": "application/json" };
  const people = browsers.map(({ cookie, csrf }) => ({ ...plain, cookie, "x-csrf-token": csrf }));
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate && { overallRate: rate }),
    requests: [
      {
        method: "POST",
        path,
        setupRequest: (request) => {
          sent += 1;
          const statement = statements[(sent * 7919) % statements.length];
          const body = `{"answers":[{"statement":${statement},"value":${(sent % 3) - 1}}]}`;
          return { ...request, headers: people.length > 0 ? people[sent % people.length] : plain, body };
        },
      },
    ],
  });
  process.send?.({
    saved: result["2xx"],
    others: result.non2xx + result.errors + result.timeouts,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  });
  process.disconnect?.();
});
