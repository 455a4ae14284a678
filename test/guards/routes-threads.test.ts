// A thread shows nothing, not even a count, that opening it would refuse: tried on 200 things of the demonstration, some
// of them hidden, as a visitor and as those who work here.
import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import { setVisibility } from "#core/trace/index.ts";
import { sideBySide } from "../support/side-by-side.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const TRIED = 200;
const HIDDEN = 40;
/** Addresses asked for at once: one waits for the database while another is written. */
const TOGETHER = 4;
let house: TestApp;
let tried: number[];
let hidden: Set<number>;

beforeAll(async () => {
  house = await startTestApp({ demo: true });
  const rows = await house.db.read
    .selectFrom("things")
    .select("id")
    .where("visibility", "=", "public")
    .where("kind", "in", ["demand", "initiative", "commitment"])
    .orderBy("id")
    .execute();
  tried = shuffle(
    rows.map((row) => row.id),
    seededRandom("threads"),
  ).slice(0, TRIED);
  hidden = new Set(tried.slice(0, HIDDEN));
  await house.db.write(async (tx) => {
    for (const id of hidden) await setVisibility(tx, id, "hidden");
  });
});
afterAll(() => house.stop());

it.each([undefined, "analyst", "planner", "administrator"] as const)(
  "shows %s only what can be opened",
  async (role) => {
    const headers: Record<string, string> =
      role === undefined ? {} : { cookie: `sesion=${await house.signIn({ name: role, role })}` };
    const paths = new Set<string>();
    await sideBySide(tried, TOGETHER, async (id) => {
      const response = await fetch(`${house.url}/hilo/${id}/datos.json`, { headers });
      if (hidden.has(id)) {
        expect(response.status, `hidden ${id}`).toBe(404);
        return;
      }
      expect(response.status, `thread ${id}`).toBe(200);
      const life = (await response.json()) as { things: { id: number; path: string }[] };
      for (const thing of life.things) {
        expect(hidden.has(thing.id), `${thing.id} in the thread of ${id}`).toBe(false);
        paths.add(thing.path);
      }
    });
    expect(paths.size).toBeGreaterThan(TRIED / 2);
    await sideBySide(shuffle([...paths].toSorted(), seededRandom("paths")).slice(0, TRIED), TOGETHER, async (path) => {
      expect((await fetch(house.url + path, { headers })).status, path).toBe(200);
    });
  },
);
