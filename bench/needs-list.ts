import { findNeeds, type NeedFilter, type PageOf } from "#modules/demands/need-list.sql.ts";
import { type Ground, percentile95, type Row } from "./large-process.ts";

const ROUNDS = 60;
const MOST_MS = 150;

/** The analyst's list among 100,000 needs with all its counts: whole, filtered, by a common word and by a rare one. */
export async function measureLists({ db, entity }: Ground, processId: number): Promise<Row[]> {
  const base: NeedFilter = { processId, openStates: ["received", "read"] };
  const place = entity.participationTerritories()[0]?.code;
  const lists: [string, NeedFilter][] = [
    ["list of 100,000 needs, all", base],
    ["list of 100,000 needs, one place and state", { ...base, territory: place, state: "read" }],
    ["list of 100,000 needs, common word (vereda)", { ...base, query: "vereda" }],
    [
      "list of 100,000 needs, rare words (reforestar nacimiento)",
      { ...base, query: "reforestar nacimiento cordillera" },
    ],
  ];
  const rows: Row[] = [];
  for (const [name, filter] of lists) {
    const value = await measure((page) => findNeeds(db.read, filter, page));
    rows.push({ name: `${name}, p95`, value, unit: "ms", target: `≤ ${MOST_MS} ms`, met: value <= MOST_MS });
  }
  return rows;
}

async function measure(list: (page: PageOf) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await list({ limit: 30, offset: 30 * (round % 5), order: round % 2 === 0 ? "newest" : "supports" });
    times.push(performance.now() - began);
  }
  return percentile95(times);
}
