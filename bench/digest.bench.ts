import { prepareDigest } from "#core/follows/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { followByMany } from "#test/support/many-followers.ts";
import { openProcess } from "#test/support/open-process.ts";
import { servicesOf } from "../src/app.ts";
import { modules } from "../src/modules.ts";
import { openGround, type Row } from "./large-process.ts";

const FOLLOWERS = 50_000;
const CHANGES = 20;
const MOST_SECONDS = 60;

/** The weekly summary of 50,000 followers, written down for the job that sends it. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    const process = await openProcess(ground, { slug: "resumen", now });
    await ground.db.write((tx) =>
      followByMany(tx, { thingId: process.id, count: FOLLOWERS, how: "weekly", at: new Date(now.getTime() - 1000) }),
    );
    for (let at = 0; at < CHANGES; at++) {
      await ground.db.write((tx) =>
        addHistory(tx, { thingId: process.id, event: "processes.closed", public: true, now }),
      );
    }
    const services = servicesOf(ground, {
      now: () => new Date(),
      sendMail: async () => undefined,
      publicUrl: "https://participa.example.org",
    });
    const job = (name: string) => modules.flatMap(({ jobs }) => jobs ?? []).find((one) => one.name === name);
    await job("follows.tell")?.run(services, {});
    const began = performance.now();
    const written = await ground.db.write((tx) => prepareDigest(tx, "bench", now));
    const prepared = (performance.now() - began) / 1000;
    return [
      {
        name: `summaries of ${CHANGES} changes written for ${FOLLOWERS} followers`,
        value: prepared,
        unit: "s",
        target: `≤ ${MOST_SECONDS} s`,
        met: written === FOLLOWERS && prepared <= MOST_SECONDS,
      },
    ];
  } finally {
    await ground.end();
  }
}
