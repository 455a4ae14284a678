// Paper ballots typed by two people apart: what agrees is one vote, and nothing else counts.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeTerritory } from "#modules/ballots/index.ts";
import { Person } from "../../support/person.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";
import { prepareVote, type VoteSet } from "../../support/voting.ts";

let test: TestApp;
let vote: VoteSet;
let place = "";
let path = "";
let elsewhere = "";
let codes: string[] = [];
let foreign: string[] = [];
let rosa: Person;
let milena: Person;
let tomas: Person;

beforeAll(async () => {
  test = await startTestApp();
  const [first, second] = test.entity.participationTerritories();
  place = first?.code ?? "";
  const now = test.clock.now();
  vote = await prepareVote(test.db, test.entity, {
    verification: "paper",
    places: { [place]: 6 * 3_600_000, [second?.code ?? ""]: 6 * 3_600_000 },
    now,
  });
  const enter = async (name: string): Promise<Person> =>
    new Person({ url: test.url, session: await test.signIn({ name, role: "planner" }) });
  rosa = await enter("Rosa");
  milena = await enter("Milena");
  tomas = await enter("Tomás");
  const call = async (slug: string): Promise<string> => {
    await rosa.visit(`/gestion/reuniones/nueva/${vote.process.slug}/${slug}`);
    const day = now.toISOString().slice(0, 10);
    const values = { title: "Votación en el salón", place: "Caseta", day, startsAt: "08:00", endsAt: "18:00" };
    return (await rosa.send("Guardar la reunión", values)).path;
  };
  path = await call(first?.slug ?? "");
  elsewhere = await call(second?.slug ?? "");
  codes = await print("tanda-1", place, 12);
  foreign = await print("tanda-2", second?.code ?? "", 1);
});
afterAll(() => test?.stop());

/** Codes as they are printed, from the page that prints them: the sheets hold the same in a PDF. */
async function print(batch: string, territory: string, count: number): Promise<string[]> {
  await rosa.visit(`/gestion/procesos/${vote.process.slug}/codigos`);
  const page = await rosa.send(/^Imprimir|^Hacer/, { territory, count: String(count), batch } as Record<
    string,
    string
  >);
  return [...new Set(page.html.match(/\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}\b/g) ?? [])];
}

let code = "";
beforeEach(() => {
  code = codes.pop() ?? "";
});

async function type(who: Person, numbers: string, sheet = code, where = path) {
  await who.visit(`${where}/votos`);
  return who.press("Guardar la hoja", { code: sheet, numbers });
}

const votes = async (): Promise<number> =>
  (await test.db.pool.query<{ n: number }>("select count(*)::int as n from votes")).rows[0]?.n ?? 0;
const waiting = async (): Promise<string[]> =>
  (await test.db.pool.query<{ hint: string }>("select hint from ballot_paper_sheets where state = 'once'")).rows.map(
    ({ hint }) => hint,
  );

describe("a sheet", () => {
  it("counts when a second person reads the same, and is then forgotten", async () => {
    const before = await votes();
    expect((await type(rosa, "3 1")).status).toBe(200);
    expect(await votes()).toBe(before);
    // The same person again is not a second one.
    await type(rosa, "1 3");
    expect(await votes()).toBe(before);
    expect((await type(milena, "1,3")).text).toContain("1 hoja contada");
    expect(await votes()).toBe(before + 1);
    const { rows } = await test.db.pool.query(
      "select first_choices, second_choices, hint from ballot_paper_sheets where state = 'cast'",
    );
    expect(rows[0]).toEqual({ first_choices: null, second_choices: null, hint: null });
    const again = await type(tomas, "1 3");
    expect([again.status, again.problems]).toEqual([409, ["Esa hoja ya se contó"]]);
    expect(await votes()).toBe(before + 1);
  });

  it("that two read differently counts nowhere, is shown side by side, and waits for a third", async () => {
    const before = await votes();
    await type(rosa, "1 2");
    const page = await type(milena, "1 4");
    expect(page.text).toContain("Una hoja no coincide");
    expect(page.text).toContain("Rosa: 1, 2");
    expect(page.text).toContain("Milena: 1, 4");
    expect(await votes()).toBe(before);
    expect((await type(tomas, "5")).problems[0]).toContain("No coincide con ninguna");
    expect(await votes()).toBe(before);
    await type(tomas, "4 1");
    expect(await votes()).toBe(before + 1);
    expect((await rosa.visit(`${path}/votos`)).text).not.toContain("no coincide");
  });

  it("is put right by whoever was wrong", async () => {
    const before = await votes();
    await type(rosa, "2");
    await type(milena, "3");
    await type(rosa, "3");
    expect(await votes()).toBe(before + 1);
  });

  it("typed by two people at once is one vote", async () => {
    const before = await votes();
    await rosa.visit(`${path}/votos`);
    await milena.visit(`${path}/votos`);
    const pages = await Promise.all(
      [rosa, milena].map((who) => who.press("Guardar la hoja", { code, numbers: "1 2 3" })),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect(await votes()).toBe(before + 1);
  });
});

describe("is refused", () => {
  it.each([
    ["with more than may be marked", "1 2 3 4", "Solo se pueden marcar 3"],
    ["with a number twice", "1 1", "repetido"],
    ["with a number that is not in the list", "99", "no está en la lista"],
    ["with words", "uno", "no está en la lista"],
  ])("%s", async (_, numbers, words) => {
    const page = await type(rosa, numbers);
    expect(page.status).toBe(400);
    expect(page.problems[0]).toContain(words);
    expect(page.html).toContain(code);
  });

  it("a code that nobody printed, and one of another place", async () => {
    expect((await type(rosa, "1", "AAAA-BBBB-CC")).problems[0]).toContain("no se imprimió");
    expect((await type(rosa, "1", foreign[0])).problems[0]).toContain("de otro lugar");
    expect((await type(rosa, "1", foreign[0], elsewhere)).status).toBe(200);
  });

  it("after the close, and then it never counts", async () => {
    await type(rosa, "1");
    const before = await votes();
    test.clock.advance(7 * 3_600_000);
    await test.db.write((tx) => closeTerritory(tx, vote.process, place, test.clock.now()));
    const page = await milena.visit(`${path}/votos`);
    expect(page.text).toContain("La votación no está abierta");
    const body = new URLSearchParams({ csrf: milena.token, code, numbers: "1" });
    await milena.visit("/gestion/reuniones");
    body.set("csrf", milena.token);
    expect((await milena.throwAt(`${path}/votos`, body.toString())).status).toBe(409);
    expect(await votes()).toBe(before);
    expect(await waiting()).toContain(code.replaceAll("-", "").slice(-4));
  });
});
