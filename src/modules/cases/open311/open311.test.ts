// A program of others through Open311 GeoReport v2: it discovers, lists, files and reads, in both formats, and is told its errors.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let key = "";
let town = "";

beforeAll(async () => {
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  town = test.entity.participationTerritories()[0]?.code ?? "";
  const admin = new Person({ url: test.url, session: await test.signIn({ name: "Inés", role: "administrator" }) });
  await admin.visit("/gestion/solicitudes/claves");
  await admin.send("Dar la clave", { name: "La app del barrio" });
  key = /[\w-]{32}/.exec(admin.page.text)?.[0] ?? "";
});
afterAll(() => test?.stop());

async function read(path: string): Promise<{ status: number; type: string; text: string }> {
  const answer = await fetch(`${test.url}/open311/v2/${path}`);
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", text: await answer.text() };
}

async function send(fields: Record<string, string>, format = "json", headers = {}) {
  const answer = await fetch(`${test.url}/open311/v2/requests.${format}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
  });
  return { status: answer.status, text: await answer.text() };
}

const pothole = () => ({
  api_key: key,
  service_code: "vias",
  description: "Hay un hueco <grande> & hondo frente a la escuela",
  address_id: town,
  address_string: "Calle 5 con carrera 8",
  lat: "3.44",
  long: "-76.52",
  first_name: "Rosa",
  last_name: "Mina",
  email: "rosa@example.org",
  media_url: "https://example.org/hueco.jpg",
  "attribute[form]": "claim",
  "attribute[publish]": "yes",
});

describe("discovery and services", () => {
  it.each(["discovery", "services", "services/vias", "requests"])("%s comes in XML and in JSON", async (name) => {
    const xml = await read(`${name}.xml`);
    expect([xml.status, xml.type]).toEqual([200, "text/xml; charset=utf-8"]);
    expect(xml.text).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?><(discovery|services|service_definition|service_requests)/,
    );
    const json = await read(`${name}.json`);
    expect([json.status, json.type]).toEqual([200, "application/json; charset=utf-8"]);
    expect(() => JSON.parse(json.text)).not.toThrow();
  });

  it("say the endpoint, every subject and what may be said of each", async () => {
    const { endpoints } = JSON.parse((await read("discovery.json")).text);
    expect(endpoints[0]).toMatchObject({ specification: "http://wiki.open311.org/GeoReport_v2", type: "production" });
    const services: { service_code: string; metadata: boolean; type: string }[] = JSON.parse(
      (await read("services.json")).text,
    );
    expect(services.map((one) => one.service_code)).toEqual([
      ...test.entity.sectors().map(({ code }) => code),
      "other",
    ]);
    expect(services.every(({ metadata, type }) => metadata && type === "realtime")).toBe(true);
    const { attributes } = JSON.parse((await read("services/vias.json")).text);
    expect(attributes.map(({ code }: { code: string }) => code)).toEqual(["form", "territory", "publish"]);
    expect((await read("services.xml")).text).toContain("<service><service_code>vias</service_code>");
  });
});

describe("a request", () => {
  it("gets its number, its term and the code of who asks; it is the same case as at any other door", async () => {
    const sent = await send(pothole());
    expect(sent.status).toBe(200);
    const [{ service_request_id: number, service_notice: notice }] = JSON.parse(sent.text);
    expect(notice).toMatch(/miércoles\s15\sde\sabril\sde\s2026/);
    const rosa = new Person({ url: test.url });
    await rosa.visit("/solicitudes/seguir");
    await rosa.send("Ver mi solicitud", { number, code: /Código: ([2-9A-Z-]+)/.exec(notice)?.[1] ?? "" });
    expect(rosa.page.text).toContain("Hay un hueco <grande> & hondo");

    expect(JSON.parse((await read(`tokens/${number}.json`)).text)[0].service_request_id).toBe(number);
    expect((await read(`requests/${number}.json`)).status).toBe(404);
    const officer = new Person({
      url: test.url,
      session: await test.signIn({ name: "Jairo", role: "case_officer", agency: "infraestructura" }),
    });
    await officer.visit("/gestion/solicitudes?puerta=api");
    await officer.follow(/Hay un hueco/);
    expect(officer.page.text).toContain("Rosa Mina");
    await officer.send("Publicarla así", { publicText: "Hay un hueco <grande> & hondo frente a la escuela" });

    const [open] = JSON.parse((await read(`requests/${number}.json`)).text);
    expect(open).toMatchObject({
      service_request_id: number,
      status: "open",
      service_code: "vias",
      address_id: town,
      requested_datetime: "2026-03-20T10:00:00-05:00",
      expected_datetime: "2026-04-15T23:59:59-05:00",
    });
    const { text } = await read(`requests/${number}.xml`);
    expect(text).toContain("<service_requests><request>");
    expect(text).toContain("Hay un hueco &lt;grande&gt; &amp; hondo");
    for (const personal of ["Rosa", "rosa@example.org", "Calle 5", "hueco.jpg"]) expect(text).not.toContain(personal);
    const listed = async (query: string) => JSON.parse((await read(`requests.json?${query}`)).text).length;
    expect(await listed("")).toBe(1);
    expect(await listed("status=closed")).toBe(0);
    expect(await listed("service_code=salud")).toBe(0);
    expect(await listed("service_code=vias,salud&status=open")).toBe(1);
    expect(await listed("start_date=2026-03-21T00:00:00-05:00")).toBe(0);
    expect(await listed(`start_date=2026-03-21T00:00:00-05:00&status=closed&service_request_id=${number}`)).toBe(1);
  });

  it("may come in XML; who says no name is anonymous", async () => {
    const { api_key, service_code, description, address_string } = pothole();
    const sent = await send({ api_key, service_code, description, address_string }, "xml");
    expect(sent.status).toBe(200);
    expect(sent.text).toMatch(/<service_requests><request><service_request_id>GVC-2026-\d{6}-\d</);
  });
});

describe("errors", () => {
  it.each([
    [403, { api_key: "" }],
    [403, { api_key: "x".repeat(32) }],
    [404, { service_code: "nada" }],
    [404, { jurisdiction_id: "otra" }],
    [400, { description: "" }],
    [400, { description: "a".repeat(4001) }],
    [400, { lat: "" }],
    [400, { lat: "91" }],
    [400, { lat: "", long: "", address_string: "", address_id: "" }],
    [400, { address_id: "nada" }],
    [400, { "attribute[form]": "nada" }],
    [400, { email: "nada" }],
    [400, { media_url: "file:///etc/passwd" }],
  ])("%d for %j, as a list of code and description", async (code, change) => {
    const before = await count();
    const json = await send({ ...pothole(), ...(change as Record<string, string>) });
    expect(json.status).toBe(code);
    expect(JSON.parse(json.text)).toEqual([{ code, description: expect.stringMatching(/\w/) }]);
    const xml = await send({ ...pothole(), ...(change as Record<string, string>) }, "xml");
    expect(xml.text).toMatch(
      new RegExp(`<errors><error><code>${code}</code><description>[^<]+</description></error></errors>$`),
    );
    expect(await count()).toBe(before);
  });

  it.each([
    [404, "services/nada.json"],
    [404, "requests/GVC-2026-999999-9.json"],
    [404, "tokens/nada.json"],
    [404, "requests.json?service_code=nada"],
    [404, "services.json?jurisdiction_id=otra"],
    [400, "requests.json?status=broken"],
    [400, "requests.json?start_date=ayer"],
    [400, "requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z"],
    [400, "requests.json?start_date=2026-03-01T00:00:00Z&end_date=2026-02-01T00:00:00Z"],
  ])("%d at %s", async (code, path) => {
    const { status, text } = await read(path);
    expect([status, JSON.parse(text)[0].code]).toEqual([code, code]);
  });

  it("a document with entities that unfold is not even read", async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>';
    const answer = await fetch(`${test.url}/open311/v2/requests.xml`, {
      method: "POST",
      body: bomb,
      headers: { "content-type": "text/xml" },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/<errors><error><code>400</);
  });

  it("a key that was taken back opens nothing", async () => {
    const admin = new Person({ url: test.url, session: await test.signIn({ name: "Inés", role: "administrator" }) });
    await admin.visit("/gestion/solicitudes/claves");
    expect(admin.page.html).not.toContain(key);
    await admin.send("Quitar: La app del barrio");
    expect((await send(pothole())).status).toBe(403);
    const officer = new Person({ url: test.url, session: await test.signIn({ name: "Jairo", role: "case_officer" }) });
    expect((await officer.open("/gestion/solicitudes/claves")).status).toBe(403);
  });
});

async function count(): Promise<number> {
  const { rows } = await test.db.pool.query<{ n: number }>("select count(*)::int as n from cases");
  return rows[0]?.n ?? 0;
}
