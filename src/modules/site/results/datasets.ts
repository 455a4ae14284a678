// The results as open data: what the page of results shows, to be recomputed.
import type { Dataset, DatasetColumn } from "#platform/module.ts";
import { listReached } from "./results.sql.ts";
import { readCounts, readGroups, readMonths, readPlaces, sectorResults } from "./results.ts";

const count = (name: string, about: DatasetColumn["about"]): DatasetColumn => ({
  name,
  about,
  type: "integer",
  required: true,
});

const byPlace: Dataset = {
  name: "resultados-por-lugar",
  title: "data.resultsPlace.title",
  description: "data.resultsPlace.description",
  key: ["territory"],
  columns: [
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "population", about: "data.column.population", type: "integer" },
    count("meetings", "data.column.meetings_held"),
    count("came", "data.column.came"),
    count("needs", "data.column.needs_count"),
    count("spoke", "data.column.spoke"),
    count("initiatives", "data.column.initiatives_count"),
    count("voted", "data.column.voted"),
    count("commitments", "data.column.commitments_count"),
    count("met", "data.column.met_count"),
    count("late", "data.column.late_count"),
    count("heeded", "data.column.heeded"),
  ],
  async *rows(db, processId, at) {
    const counting = readCounts(db, processId, at);
    const places = await readPlaces(db, await listReached(db, processId), { processId, counting });
    for (const [territory, { population, ...counts }] of places)
      yield { territory, population: population ?? null, ...counts };
  },
};

const bySector: Dataset = {
  name: "resultados-por-tema",
  title: "data.resultsSector.title",
  description: "data.resultsSector.description",
  key: ["sector"],
  columns: [
    { name: "sector", about: "data.column.sector", type: "code" },
    count("needs", "data.column.needs_count"),
    count("initiatives", "data.column.initiatives_count"),
    count("commitments", "data.column.commitments_count"),
    count("met", "data.column.met_count"),
  ],
  async *rows(db, processId, at) {
    for (const row of sectorResults(await readCounts(db, processId, at))) yield { ...row };
  },
};

const byGroup: Dataset = {
  name: "resultados-por-grupo",
  title: "data.resultsGroup.title",
  description: "data.resultsGroup.description",
  key: ["group"],
  columns: [
    { name: "group", about: "data.column.group", type: "code", required: true },
    { name: "came", about: "data.column.group_came", type: "integer" },
    { name: "needs", about: "data.column.result_group_needs", type: "integer" },
    { name: "waiting", about: "data.column.waiting_needs", type: "integer" },
    { name: "promised", about: "data.column.promised_needs", type: "integer" },
    { name: "met", about: "data.column.met_needs", type: "integer" },
  ],
  async *rows(db, processId) {
    for (const row of await readGroups(db, processId)) yield { ...row, came: row.came ?? null };
  },
};

const byMonth: Dataset = {
  name: "resultados-por-mes",
  title: "data.resultsMonth.title",
  description: "data.resultsMonth.description",
  key: ["month"],
  columns: [
    { name: "month", about: "data.column.month", type: "code", required: true },
    count("needs", "data.column.needs_count"),
    count("meetings", "data.column.meetings_held"),
    count("voted", "data.column.counted_voters"),
    count("commitments", "data.column.commitments_count"),
    count("met", "data.column.met_count"),
  ],
  async *rows(db, processId, at) {
    for (const row of await readMonths(db, processId, readCounts(db, processId, at), at)) yield { ...row };
  },
};

export const datasets: readonly Dataset[] = [byPlace, bySector, byGroup, byMonth];
