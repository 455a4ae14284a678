// The pages of the plan: whole, a line, a goal of each state, and what its planner opens.
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

export async function planSamples({ db }: TestApp): Promise<Record<string, Sample>> {
  const { rows } = await db.pool.query<{ id: number; plan: string; code: string; depth: number }>(
    `select n.id, p.code as plan, n.code, n.depth from plan_nodes n join plans p on p.id = n.plan_id
     where n.depth < 3 and n.code like '%1' or n.depth = 3 and n.code like '1%' order by n.code`,
  );
  const plan = rows[0]?.plan ?? "";
  const goals = rows.filter(({ depth }) => depth === 3);
  return {
    "/plan": { paths: ["/plan"] },
    "/plan/:plan": { paths: [`/plan/${plan}`] },
    "/plan/:plan/datos.csv": { paths: [`/plan/${plan}/datos.csv`], data: true },
    "/plan/:plan/:code": { paths: rows.map(({ code }) => `/plan/${plan}/${code}`) },
    "/gestion/plan": { paths: ["/gestion/plan"], as: "planner" },
    "/gestion/plan/:id": { paths: goals.slice(0, 2).map(({ id }) => `/gestion/plan/${id}`), as: "planner" },
  };
}
