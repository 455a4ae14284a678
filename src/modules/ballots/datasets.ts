import { sql } from "kysely";
import type { Dataset, DatasetRow } from "#platform/module.ts";

/** The counts of closed territories, as the results page shows them; what is still open is not counted anywhere. */
const counts: Dataset = {
  name: "conteos",
  title: "data.counts.title",
  description: "data.counts.description",
  key: ["territory", "initiative"],
  columns: [
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "ballots", about: "data.column.ballots", type: "integer", required: true },
    { name: "position", about: "data.column.position", type: "integer", required: true },
    { name: "initiative", about: "data.column.initiative", type: "integer", required: true },
    { name: "votes", about: "data.column.votes", type: "integer", required: true },
    { name: "won", about: "data.column.won", type: "boolean", required: true },
  ],
  async *rows(db, processId) {
    const result = await sql<DatasetRow>`
      select c.territory_code as territory, bt.ballots, c.position, c.initiative_id as initiative, c.votes, c.won
      from ballots b join ballot_territories bt on bt.ballot_id = b.id and bt.closed_at is not null
        join ballot_counts c on c.ballot_id = b.id and c.territory_code = bt.territory_code
        join things t on t.id = c.initiative_id and t.visibility = 'public'
      where b.process_id = ${processId} order by c.territory_code, c.position, c.initiative_id`.execute(db);
    yield* result.rows;
  },
};

export const datasets: readonly Dataset[] = [counts];
