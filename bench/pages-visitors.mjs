// Visitors of pages.bench.ts, in a process of their own: asks for one page as fast as it is answered.
import autocannon from "autocannon";

const [url, connections, duration, kind] = process.argv.slice(2);
let asked = 0;
const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(duration),
  ...(kind === "searches" && {
    requests: [
      {
        setupRequest: (request) => {
          asked += 1;
          return { ...request, path: `${new URL(url).pathname}?q=agua+${process.pid}+${asked}` };
        },
      },
    ],
  }),
});
process.send?.({ answered: result["2xx"], refused: result.non2xx + result.errors, seconds: result.duration });
process.disconnect?.();
