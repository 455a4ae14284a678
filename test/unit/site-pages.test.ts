// The pages that anybody reads, over the lived-in demonstration: what they say, what they weigh, and that they do not
// lie for longer than they promise.
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addHistory, setVisibility } from "#core/trace/index.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const MOST_BYTES = 14 * 1024;
let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ lived: true });
});
afterAll(() => test?.stop());

const ask = (path: string, url = test.url): Promise<Response> => fetch(url + path, { redirect: "manual" });
const read = async (path: string): Promise<string> => (await ask(path)).text();

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T> {
  const { rows } = await query.execute(test.db.read);
  const [row] = rows;
  if (row === undefined) throw new Error("The demonstration lacks what the test looks for");
  return row;
}

/** A promise that came from many needs. */
const longThread = () =>
  one(sql<{ id: number; title: string; need: number; process: number }>`
    select c.id, c.title, c.process_id as process,
      min(b.from_id) filter (where not exists (select 1 from links j where j.to_id = b.from_id)) as need from commitments c
    join links p on p.to_id = c.id join links b on b.to_id = p.from_id and b.relation = 'became'
    group by c.id order by count(*) desc, c.id limit 1`);

/** A place of a process that is open. */
const openPlace = () =>
  one(sql<{ slug: string; code: string }>`
    select p.slug, f.territory_code as code from processes p join process_phases f on f.process_id = p.id
    where p.state = 'published' order by f.territory_code limit 1`);

describe("public pages", () => {
  it("weigh little, set no cookie and are equal for everybody, in both languages", async () => {
    const thread = await longThread();
    const place = await openPlace();
    const places = [
      "/",
      "/procesos",
      `/procesos/${place.slug}`,
      `/procesos/${place.slug}/${test.entity.slugOf(place.code)}`,
      "/territorios",
      `/territorios/${place.code}`,
      `/territorios/${test.entity.root.code}`,
      `/sectores/${test.entity.sectors()[0]?.code}`,
      `/hilo/${thread.id}`,
      "/catalogo",
      "/accesibilidad",
      "/uso-de-datos",
      "/mapa-del-sitio",
    ];
    for (const path of places.flatMap((path) => [path, path === "/" ? "/en" : `/en${path}`])) {
      const first = await ask(path);
      const html = await first.text();
      expect(first.status, path).toBe(200);
      expect(first.headers.get("set-cookie"), path).toBeNull();
      expect(gzipSync(html).length, path).toBeLessThan(MOST_BYTES);
      expect(await read(path), path).toBe(html);
      // A text that was not found comes out as its key.
      expect(html, path).not.toMatch(/>(site|trace|common|commitments|demands)\.[a-z]+\.[a-zA-Z.]+</);
    }
  });

  it("offer no link of the menu, the footer or the home that leads nowhere", async () => {
    const html = await read("/");
    const links = [...new Set([...html.matchAll(/href="(\/[^"#]*)/g)].map((match) => match[1] ?? ""))];
    expect(links.length).toBeGreaterThan(50);
    for (const link of links)
      expect([200, 302, 303], link).toContain((await ask(link.replaceAll("&amp;", "&"))).status);
  });

  it("keep the page and its question when the language changes", async () => {
    expect(await read("/buscar?q=la+u")).toContain('href="/en/buscar?q=la+u"');
  });
});

describe("where the places are today", () => {
  it("counts each place once, on the home and in the list of processes, and never the whole entity as one", async () => {
    const places = test.entity.participationTerritories().length;
    const counted = (html: string): number => {
      const sentence = /En (?=\d)[^.]*(?:dice qué hace falta|prometido)[^.]*\./.exec(
        html.replaceAll(/&nbsp;|\u00A0/g, " "),
      );
      const numbers = [...(sentence?.[0] ?? "").matchAll(/\ben (\d+)/gi)].map((match) => Number(match[1]));
      return numbers.reduce((sum, n) => sum + n, 0);
    };
    for (const path of ["/", "/procesos"]) expect(counted(await read(path)), path).toBe(places);
  });
});

describe("the page of a process", () => {
  it("leads to its conversations while they are open, and to no other", async () => {
    const { slug, talk } = await one(sql<{ slug: string; talk: string }>`
      select p.slug, c.slug as talk from conversations c join processes p on p.id = c.process_id where c.state = 'open'`);
    const ended = await one(sql<{ slug: string }>`
      select p.slug from conversations c join processes p on p.id = c.process_id where c.state = 'closed'`);
    expect(await read(`/procesos/${slug}`)).toContain(`href="/conversaciones/${talk}"`);
    expect(await read(`/en/procesos/${slug}`)).toContain(`href="/en/conversaciones/${talk}"`);
    expect(await read(`/procesos/${ended.slug}`)).not.toContain('id="conversaciones"');
  });
});

describe("an address written in another way", () => {
  it("is answered with the page that is kept, whatever is asked of a page that knows no question", async () => {
    const plain = await ask("/en/territorios");
    const html = await plain.text();
    const made = vi.spyOn(test.app.pages, "get");
    for (let n = 0; n < 20; n += 1) {
      const invented = await ask(`/en/territorios?x=${n}`);
      expect(invented.headers.get("etag")).toBe(plain.headers.get("etag"));
      expect(await invented.text()).toBe(html);
    }
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });

  it("keeps one page, also when the invented question came first", async () => {
    const process = await one(sql<{ slug: string }>`select slug from processes where state = 'published' limit 1`);
    const invented = await read(`/procesos/${process.slug}?utm_source=x`);
    expect(invented).toContain(`href="/en/procesos/${process.slug}"`);
    const made = vi.spyOn(test.app.pages, "get");
    expect(await read(`/procesos/${process.slug}`)).toBe(invented);
    expect(made).not.toHaveBeenCalled();
    // The same letters, written as signs.
    expect(await read(`/procesos/${process.slug.replaceAll("o", "%6F")}`)).toBe(invented);
    expect(made.mock.calls.map(([key]) => key)).toEqual([`/procesos/${process.slug}`]);
    made.mockRestore();
  });

  it("keeps apart the questions that a page knows", async () => {
    expect(await read("/compromisos?estado=met")).not.toBe(await read("/compromisos"));
  });
});

describe("finding a place", () => {
  it("goes straight to the one that is called so, and lists what is half typed", async () => {
    const [place] = test.entity.participationTerritories();
    const exact = await ask(`/buscar?q=${encodeURIComponent(place?.name.toUpperCase() ?? "")}`);
    expect(exact.headers.get("location")).toBe(`/territorios/${place?.code}`);
    expect(await read(`/buscar?q=${encodeURIComponent(place?.name.slice(0, 4) ?? "")}`)).toContain(place?.name);
  });

  it("finds the places that people wrote, and says when there is nothing", async () => {
    const { written } = await one(sql<{ written: string }>`
      select place as written from demands where place is not null and char_length(place) > 6 order by id limit 1`);
    expect(await read(`/buscar?q=${encodeURIComponent(written)}`)).toContain(written);
    expect(await read("/buscar?q=xyzzy")).toContain("No encontramos");
  });

  it("is the page without words when they hold what no text holds", async () => {
    expect((await ask("/buscar?q=%00")).status).toBe(200);
    expect((await ask("/buscar/%00")).status).toBe(404);
  });

  it("keeps a list for the next person, but not what somebody searched in it", async () => {
    const { slug, code } = await openPlace();
    const list = `/procesos/${slug}/${test.entity.slugOf(code)}/necesidades`;
    const sector = test.entity.sectors()[0]?.code ?? "";
    for (const query of [`sector=${sector}`, "q=agua", `q=agua&sector=${sector}`])
      expect((await ask(`${list}?${query}`)).status).toBe(200);
    expect(test.app.pages.find(`${list}?sector=${sector}`)).toBeDefined();
    expect(test.app.pages.find(`${list}?q=agua`)).toBeUndefined();
    expect(test.app.pages.find(`${list}?q=agua&sector=${sector}`)).toBeUndefined();
  });

  it("sends a place written by its code, or with capitals, to the one spelling of each of its pages", async () => {
    const { slug, code } = await openPlace();
    const place = test.entity.slugOf(code);
    for (const [given, page, query] of [
      [code, "", ""],
      [code, "/necesidades", "?sector=agua"],
      [place.toUpperCase(), "/decir", ""],
      [code, "/votar", ""],
    ]) {
      const answer = await ask(`/en/procesos/${slug}/${given}${page}${query}`);
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe(`/en/procesos/${slug}/${place}${page}${query}`);
    }
    expect((await ask(`/procesos/${slug}/nowhere/votar`)).status).toBe(404);
  });

  it("sends the name of a territory to its code", async () => {
    const [place] = test.entity.participationTerritories();
    const answer = await ask(`/territorios/${place?.slug}`);
    expect(answer.headers.get("location")).toBe(`/territorios/${place?.code}`);
    expect((await ask("/territorios/nowhere")).status).toBe(404);
  });
});

describe("where a territory lies", () => {
  it("is a picture apart when boundaries were loaded, and nothing when they were not", async () => {
    const [here, other] = test.entity.participationTerritories();
    const path = `/territorios/${here?.code}/mapa.svg`;
    expect((await ask(path)).status).toBe(404);
    expect(await read(`/territorios/${here?.code}`)).not.toContain("mapa.svg");
    await test.db.write(async (tx) => {
      for (const place of [here, other])
        await sql`insert into territory_outlines (territory_code, scope_code, view_box, path, imported_at)
          values (${place?.code}, ${test.entity.root.code}, '0 0 2000 1000', 'M0 0h9v9z', ${test.clock.now()})`.execute(
          tx,
        );
    });
    const drawing = await ask(path);
    expect(drawing.headers.get("content-type")).toContain("image/svg+xml");
    expect((await drawing.text()).match(/<path/g)).toHaveLength(2);
    expect(await read(`/en/territorios/${here?.code}`)).toContain(`src="${path}"`);
  });
});

describe("the thread", () => {
  it("is the same life from any of its things", async () => {
    const thread = await longThread();
    const fromPromise = await read(`/hilo/${thread.id}`);
    const fromNeed = await read(`/hilo/${thread.need}`);
    for (const html of [fromPromise, fromNeed]) {
      for (const word of ["Alguien lo dijo", "Se volvió iniciativa", "Ganó en la votación", "Alguien se comprometió"])
        expect(html).toContain(word);
      expect(html).toContain(thread.title);
    }
  });

  it("forgets a hidden need at once, in every process, and shows not even its number", async () => {
    const thread = await longThread();
    const second = await test.second();
    const path = `/hilo/${thread.id}/datos.json`;
    const before = JSON.parse(await read(path)) as { things: { id: number }[] };
    const html = await (await ask(`/hilo/${thread.id}`, second.url)).text();
    expect(html).toContain(`/necesidades/${thread.need}"`);
    await test.db.write((tx) => setVisibility(tx, thread.need, "hidden"));
    await vi.waitFor(
      async () => {
        const page = await (await ask(`/hilo/${thread.id}`, second.url)).text();
        expect(page).not.toContain(`/necesidades/${thread.need}"`);
      },
      { timeout: 10_000 },
    );
    const after = await read(path);
    expect((JSON.parse(after) as { things: unknown[] }).things).toHaveLength(before.things.length - 1);
    expect(after).not.toMatch(new RegExp(`:${thread.need}\\b`));
    expect((await ask(`/hilo/${thread.need}`)).status).toBe(404);
  });

  it("shows what was just written in the history of any of its things", async () => {
    const thread = await longThread();
    const before = (await ask(`/hilo/${thread.id}`)).headers.get("etag");
    expect((await ask(`/hilo/${thread.id}`)).headers.get("etag")).toBe(before);
    await test.db.write(async (tx) => {
      const title = "Otro título a la vista";
      await tx.updateTable("commitments").set({ title }).where("id", "=", thread.id).execute();
      await addHistory(tx, { thingId: thread.id, event: "commitments.edited", public: true, now: test.clock.now() });
    });
    await vi.waitFor(async () => expect(await read(`/hilo/${thread.id}`)).toContain("Otro título a la vista"), {
      timeout: 2000,
    });
  });
});

describe("for machines", () => {
  it("says how the database and the jobs are", async () => {
    const health = await ask("/salud");
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: "ok", database: { status: "ok" }, jobs: { waiting: 0 } });
  });

  it("sends the style without font to who saves data, at the same address", async () => {
    const [, path = ""] = /href="(\/activos\/plaza-[^"]+\.css)"/.exec(await read("/")) ?? [];
    const normal = await ask(path);
    const light = await fetch(test.url + path, { headers: { "save-data": "on" } });
    expect(await normal.text()).toContain("@font-face");
    expect(await light.text()).not.toContain("@font-face");
    expect(normal.headers.get("vary")).toContain("save-data");
  });

  it("finds the island and not the stylesheet of the same name", async () => {
    expect(await read("/catalogo")).toMatch(/<script type="module" src="\/activos\/plaza-[^"]+\.js"/);
  });

  it("answers robots and the little picture, and helps who is lost", async () => {
    expect(await read("/robots.txt")).toContain("Disallow: /gestion");
    expect((await ask("/favicon.ico")).headers.get("content-type")).toContain("image/svg+xml");
    const lost = await ask("/no-existe");
    expect(lost.status).toBe(404);
    expect(await lost.text()).toContain('action="/buscar"');
    expect((await ask("/hilo/1e3")).status).toBe(404);
    const long = await ask(`/buscar?q=${"a".repeat(17_000)}`);
    expect([long.status, long.headers.get("content-type")]).toEqual([431, "text/html; charset=utf-8"]);
    expect(await long.text()).toContain("<h1>La dirección es demasiado larga</h1>");
  });
});
