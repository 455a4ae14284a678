import { afterAll, beforeAll, expect, it } from "vitest";
import { link, loadThings } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { openProcess } from "#test/support/open-process.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { runCheckProcess } from "./check-process.command.ts";

let test: TestApp;
let process: Process;

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "cerrado", now: test.clock.now() });
});
afterAll(() => test?.stop());

async function check(): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void err.push(text) };
  return {
    code: await runCheckProcess({ slug: "cerrado", json: true }, io, test),
    out: out.join(""),
    err: err.join(""),
  };
}

it("names the needs of a closed process that lead nowhere, and no others", async () => {
  const now = test.clock.now();
  const territory = test.entity.participationTerritories()[0]?.code ?? "";
  expect(await check()).toMatchObject({ code: 1, out: "" });
  await test.db.pool.query("update processes set state = 'closed', closed_at = $1 where id = $2", [now, process.id]);
  expect(await check()).toEqual({ code: 0, out: '{"process":"cerrado","unanswered":[]}\n', err: "" });

  const ids = await test.db.write((tx) =>
    loadThings(
      tx,
      Array.from({ length: 7 }, () => ({ kind: "demand", processId: process.id, territory, now })),
    ),
  );
  const [alone, discarded, merged, hidden, taken, mergedIntoNothing, draft] = ids;
  const insert = (id: number | undefined, rest: { state?: string; into?: number; reason?: string; hidden?: string }) =>
    test.db.pool.query(
      `insert into demands (id, process_id, territory_code, text, channel, said_at, state, merged_into_id, reason, hidden_reason)
       values ($1, $2, $3, 'Hace falta agua', 'web', $4, $5, $6, $7, $8)`,
      [id, process.id, territory, now, rest.state ?? "read", rest.into, rest.reason, rest.hidden],
    );
  await insert(alone, {});
  await insert(discarded, { state: "discarded", reason: "Ya se hizo" });
  await insert(taken, { state: "taken" });
  await insert(merged, { state: "merged", into: taken });
  await insert(hidden, { hidden: "Tenía un nombre" });
  await insert(mergedIntoNothing, { state: "merged", into: alone });
  await insert(draft, { state: "taken" });
  await test.db.write(async (tx) => {
    const [published = 0, unpublished = 0] = await loadThings(
      tx,
      ["published", "draft"].map(() => ({ kind: "initiative", processId: process.id, territory, now })),
    );
    for (const [id, state] of [
      [published, "published"],
      [unpublished, "draft"],
    ] as const) {
      await tx
        .insertInto("initiatives")
        .values({
          id,
          process_id: process.id,
          territory_code: territory,
          title: "Agua para todos",
          text: "Una planta de agua potable.",
          sector_code: test.entity.sectors()[0]?.code ?? "",
          agency_code: test.entity.agencies()[0]?.code ?? "",
          feasibility: "viable",
          state,
          created_at: now,
        })
        .execute();
    }
    await link(tx, { from: taken ?? 0, to: published, relation: "became", now });
    await link(tx, { from: draft ?? 0, to: unpublished, relation: "became", now });
  });
  const { code, out } = await check();
  expect(code).toBe(2);
  const answer: { unanswered: { id: number }[] } = JSON.parse(out);
  expect(answer.unanswered.map((need) => need.id)).toEqual([alone, mergedIntoNothing, draft]);
});
