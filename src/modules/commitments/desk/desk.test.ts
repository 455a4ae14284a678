import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { prepareVillage } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { listCommitments, pageCommitments } from "../commitments.sql.ts";

const MANY = 70;
const today = "2026-10-14";
let house: TestApp;

beforeAll(async () => {
  house = await startTestApp();
  const { set, place, agency } = await prepareVillage(house);
  // Several with the same day, in every state, late and not.
  await house.db.write((tx) =>
    sql`with made as (
        insert into things (kind, process_id, territory_code, visibility, created_at)
        select 'commitment', ${set.process.id}, ${place.code}, 'public', ${house.clock.now()} from generate_series(1, ${MANY}::int)
        returning id
      )
      insert into commitments (id, process_id, territory_code, title, text, agency_code, responsible, due_date, state, created_at)
      select id, ${set.process.id}, ${place.code}, 'Promesa ' || id, 'Lo que se prometió.', ${agency}, 'Quien responde',
        date '2026-10-10' + (id % 9)::int, (array['met', 'in_progress', 'agreed'])[1 + id % 3], ${house.clock.now()}
      from made`.execute(tx),
  );
});
afterAll(() => house?.stop());

it("passes over every commitment once, in the order of the list, and back again", async () => {
  const whole = (await listCommitments(house.db.read, { today }, 1000)).map(({ id }) => id);
  expect(whole).toHaveLength(MANY);
  const forth: number[][] = [];
  let page = await pageCommitments(house.db.read, { today }, { limit: 25 });
  expect(page.previous).toBe(false);
  forth.push(page.commitments.map(({ id }) => id));
  while (page.next) {
    page = await pageCommitments(house.db.read, { today }, { after: forth.at(-1)?.at(-1), limit: 25 });
    forth.push(page.commitments.map(({ id }) => id));
  }
  expect(forth.flat()).toEqual(whole);
  const back = [forth.at(-1) ?? []];
  while (page.previous) {
    page = await pageCommitments(house.db.read, { today }, { before: back[0]?.[0], limit: 25 });
    back.unshift(page.commitments.map(({ id }) => id));
  }
  expect(back.flat()).toEqual(whole);
});

it("leads on the desk to what comes after and what came before", async () => {
  const planner = new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role: "planner" }) });
  const titles = (text: string) => text.match(/Promesa \d+/g) ?? [];
  const first = titles((await planner.visit("/gestion/compromisos")).text);
  const second = titles((await planner.follow(/^Siguiente/)).text);
  expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([50, MANY - 50, MANY]);
  expect(titles((await planner.follow(/^Anterior/)).text)).toEqual(first);
});

it("leads on the public list over every commitment once, with its filters, also when one moves meanwhile", async () => {
  const visitor = new Person({ url: house.url });
  const ids = () => [...visitor.page.html.matchAll(/href="\/compromisos\/(\d+)"/g)].map(([, id]) => Number(id));
  const whole = await listCommitments(house.db.read, { today, state: "met" }, 1000);
  await visitor.visit("/compromisos?plata=no");
  const first = ids();
  const last = first.at(-1) ?? 0;
  await visitor.follow(/^Siguiente/);
  const second = ids();
  expect(visitor.page.path).toContain("plata=no&despues=");
  expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([25, 25, 50]);
  // What was on the first page goes to the end of the list: nothing of the second is passed over.
  await house.db.write((tx) =>
    tx
      .updateTable("commitments")
      .set({ state: "met" })
      .where("id", "=", first[0] ?? 0)
      .execute(),
  );
  house.app.pages.drop();
  await visitor.visit(`/compromisos?plata=no&despues=${last}`);
  expect(ids()).toEqual(second);
  await visitor.visit("/compromisos?estado=met&despues=x");
  expect(ids()).toHaveLength(whole.length + 1);
});
