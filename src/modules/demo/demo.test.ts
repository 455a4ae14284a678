// Long: one demonstration is loaded, which is slow, and everything is asked of it.
// The demonstration as whoever downloads the program finds it: loaded in a real database and served by the real program.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tally } from "#analysis/tally/tally.ts";
import { findPersonalData } from "#analysis/text/personal-data.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { loadDemo } from "./load/load-demo.ts";

let demo: TestApp;
let again: TestApp;
let real: TestApp;

beforeAll(async () => {
  demo = await startTestApp({ demo: true });
  // The first is a copy of what was loaded once for all tests; this one is loaded here and now.
  again = await startTestApp();
  const { db, entity, config, clock } = again;
  await db.write((tx) => loadDemo(tx, entity, { entitiesDir: config.entitiesDir, today: clock.now() }));
  real = await startTestApp();
}, 180_000);

afterAll(async () => {
  await demo.stop();
  await again.stop();
  await real.stop();
});

async function rows<T>(text: string, from = demo): Promise<T[]> {
  return (await sql.raw<T>(text).execute(from.db.read)).rows;
}

async function count(text: string): Promise<number> {
  const [row] = await rows<{ n: number }>(`select count(*) as n from ${text}`);
  return Number(row?.n);
}

/** Within five in a hundred of what was announced. */
function expectAbout(found: number, announced: number): void {
  expect(found).toBeGreaterThanOrEqual(announced * 0.95);
  expect(found).toBeLessThanOrEqual(announced * 1.05);
}

describe("what was loaded", () => {
  test("has the size that was announced", async () => {
    expectAbout(await count("demands"), 3000);
    expectAbout(await count("votes"), 20_000);
    expectAbout(await count("commitments"), 250);
    expect(await count("(select distinct sector_code from demands where sector_code is not null) s")).toBeGreaterThan(
      11,
    );
    expect(await count("(select distinct territory_code from demands) t")).toBe(
      demo.entity.participationTerritories().length,
    );
  });

  test.each([
    "accounts",
    "role_grants",
    "organisations",
    "things",
    "links",
    "history",
    "participants",
    "processes",
    "process_phases",
    "demands",
    "demand_groups",
    "demand_supports",
    "demand_merges",
    "demand_merge_members",
    "initiatives",
    "ballot_territories",
    "ballot_counts",
    "ballot_paper_codes",
    "ballot_paper_sheets",
    "meeting_slips",
    "commitments",
    "case_joint_answers",
    "case_suspensions",
    "commitment_partners",
    "commitment_updates",
    "commitment_dates",
    "judgements",
  ])("%s: two loads of one day are equal, row by row", async (table) => {
    const text = `select count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as digest from ${table} t`;
    const [first] = await rows<{ n: number; digest: string }>(text);
    expect(first?.n).toBeGreaterThan(0);
    expect(await rows(text, again)).toEqual([first]);
  });

  test("votes: two loads of one day are equal, but for the names that are drawn for the published file", async () => {
    const text = `select md5(string_agg(v::text, '|' order by v::text)) as digest
      from (select ballot_id, voter, territory_code, choices from votes) v`;
    expect(await rows(text, again)).toEqual(await rows(text));
  });

  test("no sentence is in more than one need of a hundred", async () => {
    const [most] = await rows<{ sentence: string; n: number }>(`
      select lower(trim(sentence)) as sentence, count(distinct d.id) as n
      from demands d, regexp_split_to_table(d.text, '[.!?…\\n]+') as sentence
      where trim(sentence) <> '' group by 1 order by 2 desc limit 1`);
    expect(most?.n).toBeLessThanOrEqual((await count("demands")) / 100);
  });

  test("nothing happens tomorrow, nor before what it comes from", async () => {
    const now = demo.clock.now().toISOString();
    expect(await count(`history where at > '${now}'`)).toBe(0);
    expect(await count(`things where created_at > '${now}'`)).toBe(0);
    expect(await count("history h join things t on t.id = h.thing_id where h.at < t.created_at")).toBe(0);
    expect(
      await count(
        "links l join things t on t.id = l.to_id where l.relation <> 'joined_into' and l.made_at < t.created_at",
      ),
    ).toBe(0);
    expect(
      await count(
        "(select thing_id, at, lag(at) over (partition by thing_id order by id) as before from history) h where at < before",
      ),
    ).toBe(0);
  });

  test("every need of the closed process leads to an initiative or to a public reason", async () => {
    const lost = await rows(`
      select d.id from demands d join processes p on p.id = d.process_id and p.state = 'closed'
      join demands root on root.id = coalesce(d.merged_into_id, d.id)
      where root.state <> 'discarded' and not exists (
        select 1 from links l join initiatives i on i.id = l.to_id
        where l.from_id = root.id and l.relation = 'became' and l.ended_at is null)`);
    expect(lost).toEqual([]);
    expect(await count("processes where state = 'closed'")).toBe(1);
  });

  test("supports are rows, each with the receipt of who said me too", async () => {
    expect(
      await count("demands d where supports <> (select count(*) from demand_supports s where s.demand_id = d.id)"),
    ).toBe(0);
    expect(
      await count(`demand_supports s where not exists (select 1 from receipts r where r.thing_id = s.demand_id
        and r.participant_id = s.participant_id and r.act = 'supported')`),
    ).toBe(0);
    expect(
      await count("demands d where not exists (select 1 from receipts r where r.thing_id = d.id and r.act = 'said')"),
    ).toBe(0);
  });

  test("moderators find photos to look at, reports, a second look for each of two people, and what they hid", async () => {
    const of = (where: string) =>
      count(`moderation_cases c left join moderation_appeals a on a.case_id = c.id where ${where}`);
    expect(await of("c.decision is null and c.source = 'report'")).toBe(4);
    expect(await of("c.decision is null and c.source = 'first_look'")).toBe(2);
    expect(await of("c.decision = 'keep'")).toBe(7);
    expect(await count("(select distinct reason from moderation_cases where decision = 'hide') r")).toBe(5);
    expect(await of("a.granted")).toBe(1);
    expect(await of("a.granted = false")).toBe(1);
    const waiting = await rows<{ by: number }>(
      "select first_decider as by from moderation_appeals where granted is null",
    );
    expect(new Set(waiting.map(({ by }) => by)).size).toBe(2);
    // What is hidden is hidden everywhere, and what a second look gave back is not.
    expect(await count("demands where hidden_reason is not null")).toBe(11);
    expect(
      await count(
        "demands d join things t on t.id = d.id where (d.hidden_reason is null) <> (t.visibility = 'public')",
      ),
    ).toBe(0);
    expect(await count("demand_photos where state = 'shown'")).toBe(4);
    // Personal data that waits to be covered: one that its author left in sight, one that came in a file and is out of it.
    const personal = await rows<{ text: string; visibility: string }>(`
      select d.text, t.visibility from moderation_cases c join demands d on d.id = c.subject_id join things t on t.id = d.id
      where c.source = 'personal_data' and c.decision is null order by t.visibility`);
    expect(personal.map(({ visibility }) => visibility)).toEqual(["public", "staff"]);
    for (const { text } of personal) expect(findPersonalData(text, demo.entity.jurisdiction)).not.toEqual([]);
  });

  test("some explained their need in a sheet of causes, and put it on the map", async () => {
    const explained = "demand_sheets s join demands d on d.id = s.demand_id and d.hidden_reason is null";
    expect(await count(`${explained} where s.causes <> '' and s.tried <> ''`)).toBe(2);
    expect(await count(`${explained} where d.lat is not null`)).toBe(2);
  });

  test("the desk of requests has templates, terms that will stop, a program that files, threads and an answer for many", async () => {
    expect(await count("case_templates")).toBe(3);
    expect(await count("(select distinct about, code from case_causes) c")).toBe(6);
    expect(await count("cases")).toBeGreaterThanOrEqual(2000);
    // In every state that there is.
    expect(await count("(select distinct state from cases) s")).toBe(11);
    const [{ open, told } = { open: 0, told: -1 }] = await rows<{ open: number; told: number }>(`
      select count(*)::int as open, (count(*) filter (where exists (
        select from case_events e where e.case_id = c.id and e.kind = 'suspended')))::int as told
      from cases c where closed_at is null`);
    expect([open > 50, told]).toEqual([true, open]);
    expect(await count("cases where (channel = 'api') <> (client_id is not null)")).toBe(0);
    const joined = "links l join things t on t.id = l.to_id where l.relation = 'asked' and t.kind =";
    expect(await count(`${joined} 'demand'`)).toBe(6);
    expect(await count(`${joined} 'commitment'`)).toBe(6);
    const together = await rows<{ asked: number; unread: number; numbers: number }>(`
      select count(*)::int as asked, (count(*) filter (where c.state = 'answered'))::int as unread,
        count(distinct c.number)::int as numbers
      from case_answers r join cases c on c.id = r.case_id join case_joint_answers j on j.id = r.joint_id
      where j.reviewed_at is not null and j.agency_code = c.agency_code and j.text = r.text`);
    expect(together).toEqual([{ asked: 14, unread: 2, numbers: 14 }]);
  });

  test("who judges a promise asked for it", async () => {
    const strangers = await count(`judgements j where not exists (
      with recursive back as (
        select j.commitment_id as id union select l.from_id from back b join links l on l.to_id = b.id
      ) select 1 from receipts r where r.participant_id = j.participant_id and r.act in ('said', 'supported')
          and r.thing_id in (select id from back))`);
    expect(strangers).toBe(0);
    expect(await count("judgements")).toBeGreaterThan(500);
  });

  test("the published counts are what the tally gives from the votes", async () => {
    const processes = await rows<{ id: number; ballot: number; lot: string; choices: number; winners: number }>(`
      select p.id, b.id as ballot, lot_seed as lot, choices, winners from processes p join ballots b on b.process_id = p.id`);
    expect(processes).toHaveLength(3);
    for (const process of processes) {
      const votes = await rows<{ ballot: string; territory: string; initiative: string }>(`
        select encode(voter, 'hex') as ballot, v.territory_code as territory, choice::text as initiative
        from votes v join ballot_territories t using (ballot_id, territory_code), unnest(choices) as choice
        where ballot_id = ${process.ballot} and t.closed_at is not null`);
      const counts = await rows<{ territory: string; id: string; votes: number; won: boolean }>(`
        select territory_code as territory, initiative_id::text as id, votes, won from ballot_counts
        where ballot_id = ${process.ballot} order by territory_code, position`);
      const { choices, winners, lot } = process;
      const counted = tally(votes, { choices, winners, tie: { lot } });
      expect(
        Object.entries(counted.territories).flatMap(([territory, { initiatives }]) =>
          initiatives.map((one) => ({ territory, ...one })),
        ),
      ).toEqual(counts);
      expect(counts.length).toBeGreaterThan(5);
    }
  });

  test("what is recorded in the ledger is what was received and promised", async () => {
    const kinds = await rows<{ kind: string; n: number }>("select kind, count(*) as n from ledger_pending group by 1");
    const of = (kind: string): number | undefined => kinds.find((row) => row.kind === kind)?.n;
    expect(of("need")).toBe(await count("demands"));
    expect(of("support")).toBe(await count("demand_supports"));
    expect(of("vote")).toBe(await count("votes"));
    expect(of("commitment")).toBe(await count("commitments"));
    expect(of("update")).toBe(await count("commitment_updates"));
    expect(of("judgement")).toBe(await count("judgements"));
    expect(of("initiative")).toBe(await count("initiatives where state = 'published'"));
  });
});

describe("what is seen", () => {
  test("every municipality of every public process answers, and says that it is a demonstration", async () => {
    const reached = await rows<{ slug: string; place: string }>(
      "select distinct slug, territory_code as place from processes p join process_phases f on f.process_id = p.id where state <> 'draft'",
    );
    const places = reached.filter(({ place }) => place !== demo.entity.root.code);
    expect(places.length).toBe(2 * demo.entity.participationTerritories().length + 2);
    for (const { slug, place } of places) {
      const answer = await fetch(`${demo.url}/procesos/${slug}/${demo.entity.slugOf(place)}`);
      expect([place, answer.status]).toEqual([place, 200]);
      expect(await answer.text()).toContain("Demostración:");
    }
  });

  test("the places where the page of the demonstration says to begin exist", async () => {
    const html = await (await fetch(`${demo.url}/demo`)).text();
    const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    const places = [...main.matchAll(/<a href="([^"]+)"/g)].map((match) => match[1]);
    expect(places.length).toBe(4);
    for (const place of places) expect((await fetch(`${demo.url}${place}`)).status).toBe(200);
  });
});

describe("the buttons", () => {
  interface Visit {
    status: number;
    to: string | null;
    cookies: string;
  }

  /** Presses the button of a person: takes the page, its token and its cookies, and sends the form. */
  async function enter(app: TestApp, person: string, page = "/demo", to = ""): Promise<Visit> {
    const got = await fetch(`${app.url}${page}`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(await got.text())?.[1] ?? "";
    const given = got.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    const answer = await fetch(`${app.url}/demo/entrar/${person}`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: given.join("; ") },
      body: new URLSearchParams({ csrf, to }),
    });
    const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
    return { status: answer.status, to: answer.headers.get("location"), cookies: cookies.join("; ") };
  }

  async function read(app: TestApp, visit: Visit, path = visit.to ?? "/"): Promise<{ status: number; html: string }> {
    const answer = await fetch(`${app.url}${path}`, { headers: { cookie: visit.cookies }, redirect: "manual" });
    return { status: answer.status, html: await answer.text() };
  }

  test("Milena works at once on what people said, and only on her part", async () => {
    const milena = await enter(demo, "milena");
    expect(milena).toMatchObject({ status: 303, to: "/gestion/necesidades" });
    const desk = await read(demo, milena);
    expect(desk.status).toBe(200);
    expect(desk.html).toContain("Milena");
    expect((await read(demo, milena, "/gestion/procesos")).status).toBe(403);
  });

  test.each(["rosa", "gloria"])("%s finds paper ballots half typed, with the picture for a third look", async (who) => {
    const visit = await enter(demo, who, "/demo", "sheets");
    expect(visit.to).toMatch(/^\/gestion\/reuniones\/\d+\/votos$/);
    const { html } = await read(demo, visit);
    expect(html).toContain("46 hojas contadas. 4 esperan a la segunda persona. 1 no coincide.");
    expect(html).toContain("Mirar la foto de la hoja");
    expect((await read(demo, visit, visit.to?.replace("votos", "hojas"))).html).toContain("Hoja terminada en");
    expect((await read(demo, visit, visit.to?.replace("votos", "paquete.pdf"))).status).toBe(200);
  });

  test("what tells of somebody in danger is read by Nelly alone", async () => {
    const nelly = await enter(demo, "nelly");
    expect((await read(demo, nelly)).html).toContain("Abrir y dejar constancia");
    const [reserved] = await rows<{ id: number }>("select id from things where visibility = 'reserved'");
    for (const who of ["luz", "ines", "milena"]) {
      const visit = await enter(demo, who);
      expect([who, (await read(demo, visit, "/gestion/proteccion")).status]).toEqual([who, 403]);
      expect([who, (await read(demo, visit, `/necesidades/${reserved?.id}`)).status]).toEqual([who, 404]);
    }
  });

  test("a vote on paper that was counted says how many sheets it had", async () => {
    const [closed] = await rows<{ slug: string; place: string }>(`
      select slug, t.territory_code as place from processes p join ballots b on b.process_id = p.id
      join ballot_territories t on t.ballot_id = b.id and t.closed_at is not null where verification = 'paper'`);
    const place = demo.entity.slugOf(closed?.place ?? "");
    const html = await (await fetch(`${demo.url}/procesos/${closed?.slug}/${place}/resultados`)).text();
    expect(html).toContain("71 votos llegaron en papel");
  });

  test("Ana finds what she asked, supported and voted", async () => {
    const ana = await enter(demo, "ana");
    const { html } = await read(demo, ana);
    expect(ana.to).toBe("/mis-aportes");
    expect(html.match(/href="\/hilo\/\d+"/g)?.length).toBeGreaterThanOrEqual(3);
  });

  test("every button opens a door that exists", async () => {
    const html = await (await fetch(`${demo.url}/demo`)).text();
    const people = [...html.matchAll(/action="\/demo\/entrar\/([^"]+)"/g)].flatMap((match) => match[1] ?? []);
    expect(new Set(people).size).toBe(11);
    for (const person of people)
      expect([person, (await read(demo, await enter(demo, person))).status]).toEqual([person, 200]);
  });

  test("nobody else can be entered as, and not without the token", async () => {
    expect((await enter(demo, "planner-vivienda")).status).toBe(404);
    const answer = await fetch(`${demo.url}/demo/entrar/milena`, { method: "POST", body: new URLSearchParams() });
    expect(answer.status).toBe(403);
  });

  test("outside the demonstration they do not exist", async () => {
    expect((await fetch(`${real.url}/demo`)).status).toBe(404);
    expect((await enter(real, "milena", "/mis-aportes")).status).toBe(404);
    expect(await (await fetch(`${real.url}/`)).text()).not.toContain("/demo");
  });
});
