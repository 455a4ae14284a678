// The results of a process, over the lived-in demonstration: the page, the hearing and the files say the same.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ demo: true });
});
afterAll(() => test?.stop());

const ask = (path: string): Promise<Response> => fetch(test.url + path, { redirect: "manual" });
const read = async (path: string): Promise<string> => (await ask(path)).text();

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T> {
  const { rows } = await query.execute(test.db.read);
  const [row] = rows;
  if (row === undefined) throw new Error("The demonstration lacks what the test looks for");
  return row;
}

describe("the results of a process", () => {
  const closed = () =>
    one(sql<{ slug: string; id: number }>`
      select slug, id from processes where state <> 'draft'
      order by (select count(*) from commitments c where c.process_id = processes.id) desc limit 1`);
  const rowsOf = async (slug: string, file: string): Promise<Record<string, number | string | null>[]> =>
    JSON.parse(await read(`/datos/procesos/${slug}/${file}.json`)) as Record<string, number | string | null>[];

  it("say the same in the page and in the files, and what they say is what the database holds", async () => {
    const { slug, id } = await closed();
    const html = (await read(`/procesos/${slug}/resultados`)).replaceAll(".", "");
    const places = await rowsOf(slug, "resultados-por-lugar");
    const sum = (name: string) => places.reduce((total, row) => total + Number(row[name]), 0);
    const held = await one(sql<{ spoke: number; commitments: number; met: number; covered: number }>`
      select (select count(*) + sum(d.supports) from demands d join things t on t.id = d.id and t.visibility = 'public'
          where d.process_id = ${id})::int8 as spoke,
        count(*) as commitments, count(*) filter (where c.state = 'met') as met,
        sum(1 + (select count(*) from commitment_territories ct
          where ct.commitment_id = c.id and ct.territory_code <> c.territory_code))::int8 as covered
      from commitments c join things t on t.id = c.id and t.visibility = 'public' where c.process_id = ${id}`);
    expect(sum("spoke")).toBe(held.spoke);
    // One that covers two places is in the rows of both, and once in the total.
    expect(sum("commitments")).toBe(held.covered);
    expect(html).toContain(`Hablaron ${held.spoke} personas`);
    expect(html).toContain(`de ${held.commitments} compromisos se cumplieron ${held.met}`);
    for (const row of places) expect(Number(row.heeded), String(row.territory)).toBeLessThanOrEqual(Number(row.spoke));
  });

  it("publish no count of one to four by group, nor a sum that would give it", async () => {
    const { slug } = await closed();
    const groups = await rowsOf(slug, "resultados-por-grupo");
    expect(groups.length).toBeGreaterThan(3);
    for (const { group, came, needs, waiting, promised, met } of groups) {
      for (const n of [came, needs, waiting, promised, met])
        expect(n === null || n === 0 || Number(n) >= 5, `${group}: ${n}`).toBe(true);
      if (needs !== null) expect(Number(waiting) + Number(promised) + Number(met)).toBe(needs);
    }
  });

  /** What each kind of list says of how many there are in it, and the addresses of its rows. */
  const LISTS: readonly { path: RegExp; says: (n: string) => RegExp; row?: RegExp }[] = [
    {
      path: /necesidades/,
      says: (n) => RegExp(`^${n} necesidad|\\b(dijo|apoyaron) ${n} persona`, "m"),
      row: /necesidades/,
    },
    { path: /iniciativas/, says: (n) => RegExp(`^${n} iniciativas?\\b`, "m"), row: /iniciativas/ },
    { path: /^\/reuniones/, says: (n) => RegExp(`^${n} reuni(ón|ones) hechas?\\b`, "m"), row: /reuniones/ },
    { path: /votacion/, says: (n) => RegExp(`^${n}\\s*personas? vot`, "m") },
    { path: /resultados$/, says: (n) => RegExp(`(Votaron|Han? votado) ${n} persona`) },
    { path: /^\/compromisos/, says: (n) => RegExp(`^${n} compromisos?$`, "m"), row: /compromisos/ },
  ];
  const MOST_ROWS = 20;

  it("open the rows behind every number: each list says the count from which it was opened", async () => {
    const { slug } = await closed();
    const visitor = new Person({ url: test.url });
    const page = await visitor.visit(`/procesos/${slug}/resultados`);
    const cells = [...page.html.matchAll(/href="([^"#]+)"[^>]*aria-label="([\d.]+) /g)];
    const kpis = [...page.html.matchAll(/kpi__n">([\d.]+)<\/span>\s*<a [^>]*href="([^"#]+)"/g)].map(([, n, to]) => [
      "",
      to,
      n,
    ]);
    expect(kpis).toHaveLength(7);
    const seen = new Set<string>();
    const wrong: string[] = [];
    for (const [, to = "", n = ""] of [...kpis, ...cells]) {
      const path = to.replaceAll("&amp;", "&");
      const list = LISTS.find((one) => one.path.test(path));
      if (list === undefined) throw new Error(`${path} is no list of these`);
      seen.add(String(list.path));
      const { text, html } = await visitor.visit(path);
      const said = list.says(n.replaceAll(".", "\\.")).exec(text)?.[0];
      if (said === undefined) wrong.push(`${path} does not say ${n}: ${text.slice(0, 200)}`);
      const count = Number(n.replaceAll(".", ""));
      if (list.row === undefined || count > MOST_ROWS || said?.includes("persona")) continue;
      const rows = [...html.matchAll(RegExp(`<h[23][^>]*>\\s*<a [^>]*href="(/${list.row.source}/\\d+)"`, "g"))];
      const withdrawn = Number(/ y (\d+) que se retir/.exec(text)?.[1] ?? 0);
      const shown = new Set(rows.map(([, row]) => row)).size;
      if (shown !== count + withdrawn) wrong.push(`${path} shows ${shown} rows and not ${n}`);
    }
    expect(wrong).toEqual([]);
    expect(cells.length).toBeGreaterThan(100);
    expect(seen.size).toBe(LISTS.length);
  });

  it("can be shown a finding a screen", async () => {
    const { slug } = await closed();
    const slides = await read(`/procesos/${slug}/resultados/audiencia`);
    const ids = [...slides.matchAll(/id="(hoja-\d+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(5);
    for (const [, to] of slides.matchAll(/href="#(hoja-\d+)"/g)) expect(ids).toContain(to);
  });

  it("are printed as a report of a few pages, each with its number", async () => {
    const { slug } = await closed();
    const answer = await ask(`/procesos/${slug}/resultados.pdf`);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const pdf = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    expect(pdf.startsWith("%PDF-1.")).toBe(true);
    const pages = [...pdf.matchAll(/\/Type \/Page\b/g)].length;
    expect(pages).toBeGreaterThan(2);
    expect(pages).toBeLessThan(12);
  });
});

describe("what was promised", () => {
  const kpi = (html: string, path: string): number => {
    const found = html.match(RegExp(`kpi__n">([\\d.]+)</span>\\s*<a [^>]*href="${path.replaceAll("?", "\\?")}"`));
    return Number(found?.[1]?.replaceAll(".", ""));
  };
  /** The sentence and the parts of the bar, as a page says them. */
  const told = (html: string) => [
    /De [\d.]+ compromisos?, [^<]+ tardes?\./.exec(html)?.[0],
    ...html.matchAll(/(?:Cumplidos|En parte|En marcha|Sin empezar|No cumplidos|Tarde) \d+/g).map(([part]) => part),
  ];

  it("is counted and said alike on the home, in a place, a sector, a process and on the board; late is no state", async () => {
    const held = await one(sql<{ late: number; place: string; sector: string; process: string }>`
      select count(*) filter (where c.due_date < ${test.clock.now().toISOString().slice(0, 10)}
          and c.state not in ('met', 'not_met')) as late,
        mode() within group (order by c.territory_code) as place, mode() within group (order by c.sector_code) as sector,
        mode() within group (order by p.slug) as process
      from commitments c join things t on t.id = c.id and t.visibility = 'public' join processes p on p.id = c.process_id`);
    expect(held.late).toBeGreaterThan(0);
    expect(kpi(await read("/"), "/compromisos?tarde=si")).toBe(held.late);
    for (const [page, board] of [
      [`/territorios/${held.place}`, `lugar=${held.place}`],
      [`/sectores/${held.sector}`, `sector=${held.sector}`],
      [`/procesos/${held.process}`, `proceso=${held.process}`],
    ]) {
      const said = told(await read(page ?? ""));
      expect(said.length, page).toBeGreaterThan(2);
      expect(said, page).toEqual(told(await read(`/compromisos?${board}`)));
    }
  });
});

it("says in which language people wrote, in a page in another", async () => {
  const { id, title, slug } = await one(sql<{ id: number; title: string; slug: string }>`
    select c.id, c.title, p.slug from commitments c join processes p on p.id = c.process_id order by c.id limit 1`);
  const written = (html: string): string => html.replaceAll(`<span lang="es-CO">`, "«");
  expect(written(await read(`/en/hilo/${id}`))).toContain(`<h1>«${title}`);
  expect(written(await read(`/en/compromisos/${id}`))).toContain(`aria-current="page">«${title}`);
  expect(written(await read(`/en/procesos/${slug}`))).toMatch(/<h1>«/);
  expect(written(await read("/en"))).toMatch(/href="\/en\/hilo\/\d+">See a whole thread: «/);
});
