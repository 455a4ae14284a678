// Long: one table of acts and one set of things serve every combination; apart they would have to be read together.
// Long: one table of every role, place and state, read as a whole, with the people who live it.
// Who may do what, where and when: every role in two municipalities and everywhere, against the real commands through
// their forms. Those who may not try first, and nothing may have changed; then those who may.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Authority } from "#core/people/index.ts";
import { makeCommitment } from "#modules/commitments/make/make-commitment.ts";
import { writeInitiative } from "#modules/initiatives/write-initiative/write-initiative.ts";
import { getProcess } from "#modules/processes/index.ts";
import { createProcess, publishProcess } from "#modules/processes/prepare/prepare.ts";
import { PHASES } from "#modules/processes/process.ts";
import type { Role } from "#platform/module.ts";
import { permissions } from "../../../src/app.ts";
import { visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";
import type { Visitor } from "../../support/visitor.ts";

const ROLES: readonly Role[] = [
  "administrator",
  "analyst",
  "planner",
  "facilitator",
  "moderator",
  "case_officer",
  "protection",
];
const WHERE = ["here", "there", "everywhere"] as const;
type Where = (typeof WHERE)[number];
type Place = "here" | "there";
const DAY = 86_400_000;

interface PlaceThings {
  code: string;
  slug: string;
  needs: number[];
  initiative: number;
  commitment: number;
}

interface Act {
  name: string;
  verb: string;
  /** Touches all of the entity: a role of one place is not enough. */
  whole?: boolean;
  path: (thing: PlaceThings) => string;
  fields: (thing: PlaceThings, other: PlaceThings) => Record<string, string | string[]>;
}

const REASON = "Una razón que cualquiera puede leer";
const SLUG = "conversatorios";
const desk = `/gestion/necesidades/${SLUG}`;

describe("permissions by role, place and state", () => {
  let test: TestApp;
  let things: Record<Place, PlaceThings>;
  const people = new Map<string, Visitor>();
  const personOf = (role: Role, where: Where): Visitor => people.get(`${role} ${where}`) ?? visitor(test);

  const acts: readonly Act[] = [
    act(
      "codes a need",
      "demands.code",
      () => desk,
      ({ needs }) => ({ act: "code", d: String(needs[0]) }),
    ),
    act(
      "hides a need",
      "moderation.decide",
      ({ needs }) => `/gestion/necesidades/moderar/${needs[0]}`,
      () => ({
        reason: REASON,
      }),
    ),
    act(
      "writes an initiative",
      "initiatives.write",
      () => `/gestion/iniciativas/${SLUG}`,
      (mine) => draft(mine),
    ),
    act(
      "puts an initiative to the vote",
      "initiatives.publish",
      ({ initiative }) => `/gestion/iniciativas/${initiative}/publicar`,
      () => ({}),
    ),
    act(
      "joins needs",
      "demands.merge",
      () => desk,
      ({ needs }) => ({ act: "merge", d: needs.slice(1, 3).map(String) }),
    ),
    act(
      "discards a need",
      "demands.discard",
      () => desk,
      ({ needs }) => ({
        act: "discard",
        d: String(needs[3]),
        reason: REASON,
      }),
    ),
    act(
      "changes the date of a commitment",
      "commitments.update",
      ({ commitment }) => `/gestion/compromisos/${commitment}/fecha`,
      () => ({ dueDate: "2027-03-01", reason: REASON }),
    ),
    act(
      "tells what was done",
      "commitments.update",
      ({ commitment }) => `/gestion/compromisos/${commitment}/novedad`,
      () => ({ state: "in_progress", text: "Empezó la obra" }),
    ),
    act(
      "changes the dates of a municipality",
      "processes.prepare",
      ({ code }) => `/gestion/procesos/${SLUG}/fechas/${code}`,
      () => ({
        ...dates(),
        reason: REASON,
      }),
    ),
    {
      ...act(
        "closes the process",
        "processes.publish",
        () => `/gestion/procesos/${SLUG}/cerrar`,
        () => ({}),
      ),
      whole: true,
    },
  ];

  function act(name: string, verb: string, path: Act["path"], fields: Act["fields"]): Act {
    return { name, verb, path, fields };
  }

  function draft({ code, needs }: PlaceThings, from = needs): Record<string, string | string[]> {
    return {
      d: String(from[4]),
      territory: code,
      title: "Planta de agua",
      text: "Una planta de agua potable.",
      sector: test.entity.sectors()[0]?.code ?? "",
      agency: test.entity.agencies()[0]?.code ?? "",
      feasibility: "studying",
    };
  }

  function dates(): Record<string, string> {
    const local = (days: number) => new Date(test.clock.now().getTime() + days * DAY).toISOString().slice(0, 16);
    const days = [-1, 5, 6, 8, 10, 400];
    return Object.fromEntries(
      PHASES.flatMap((phase, index) => [
        [`${phase}-opens`, local(days[index] ?? 0)],
        [`${phase}-closes`, local(days[index + 1] ?? 0)],
      ]),
    );
  }

  beforeAll(async () => {
    test = await startTestApp();
    const [first, second] = test.entity.participationTerritories();
    if (first === undefined || second === undefined) throw new Error("The entity has no two places");
    const codes = { here: first.code, there: second.code };
    for (const role of ROLES) {
      for (const where of WHERE) {
        const territory = where === "everywhere" ? undefined : codes[where];
        const who = visitor(test, await test.signIn({ name: `${role} ${where}`, role, territory }));
        await who.takeToken();
        people.set(`${role} ${where}`, who);
      }
    }
    await publishedProcess(codes);
    things = { here: await thingsOf(codes.here), there: await thingsOf(codes.there) };
  });
  afterAll(() => test?.stop());

  function everything(): { authority: Authority; entity: TestApp["entity"]; now: Date } {
    const grants = ROLES.map((role) => ({ role, agencyCode: null, territoryCode: null }));
    const actor = { accountId: undefined, name: "Fixture", grants, strong: true };
    return {
      authority: new Authority(actor, permissions, test.entity),
      entity: test.entity,
      now: test.clock.now(),
    };
  }

  async function publishedProcess(codes: Record<Place, string>): Promise<void> {
    await test.db.write(async (tx) => {
      const now = test.clock.now().getTime();
      const phases = PHASES.map((phase, index) => ({
        phase,
        opensAt: new Date(now + (index * 3 - 1) * DAY),
        closesAt: new Date(now + (index * 3 + 2) * DAY),
      }));
      const { id } = await createProcess(tx, everything(), {
        title: "Conversatorios",
        purpose: "Para decidir juntos",
        level: "planning",
        cyclePhase: "formulation",
        choices: 3,
        winners: 2,
        verification: "none",
        rules: "",
        territories: Object.values(codes),
        phases,
      });
      await publishProcess(tx, everything(), await getProcess(tx, id));
    });
  }

  async function thingsOf(code: string): Promise<PlaceThings> {
    const { slug } = test.entity.territory(code);
    const words = ["agua turbia", "puente caído", "puente roto", "escuela lejana", "vía cerrada"];
    for (const word of words) {
      const who = visitor(test);
      await who.get(`/procesos/${SLUG}/${slug}/decir`);
      const said = await who.post(`/procesos/${SLUG}/${slug}/decir`, {
        text: `Hace falta: ${word} en ${slug}`,
        seen: "1",
      });
      expect(said.status).toBe(303);
    }
    const rows = await test.db.read
      .selectFrom("demands")
      .select(["id", "process_id"])
      .where("territory_code", "=", code)
      .orderBy("id")
      .execute();
    const needs = rows.map((row) => row.id);
    return test.db.write(async (tx) => {
      const process = await getProcess(tx, rows[0]?.process_id ?? 0);
      const agency = test.entity.agencies()[0]?.code ?? "";
      const sector = test.entity.sectors()[0]?.code ?? "";
      const words = { territory: code, title: "Una obra", text: "Una obra para todos", sector, agency };
      const initiative = await writeInitiative(tx, everything(), process, {
        ...words,
        feasibility: "studying",
        demands: [needs[4] ?? 0],
      });
      const commitment = await makeCommitment(tx, everything(), process, {
        ...words,
        territories: [],
        coAgencies: [],
        actors: [],
        responsible: "Subsecretaría",
        dueDate: "2027-01-31",
        state: "agreed",
        origins: [initiative],
      });
      return { code, slug, needs, initiative, commitment };
    });
  }

  /** All that the acts could change. */
  async function everythingWritten(): Promise<string> {
    const tables = [
      "things",
      "links",
      "history",
      "demands",
      "initiatives",
      "commitments",
      "commitment_updates",
      "process_phases",
      "processes",
    ];
    const rows = await Promise.all(
      tables.map((table) =>
        test.db.pool.query(
          `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${table} t`,
        ),
      ),
    );
    return rows.map((one) => String(one.rows[0]?.sum)).join(" ");
  }

  const allowed = (one: Act, role: Role, where: Where, at: Place): boolean => {
    const holds = permissions.get(one.verb)?.includes(role) ?? false;
    return holds && (where === "everywhere" || (where === at && one.whole !== true));
  };
  const send = (one: Act, role: Role, where: Where, at: Place) => {
    const other = at === "here" ? things.there : things.here;
    return personOf(role, where).post(one.path(things[at]), one.fields(things[at], other));
  };
  const cases = (may: boolean, at: Place) =>
    acts.flatMap((one) =>
      ROLES.flatMap((role) =>
        WHERE.filter((where) => allowed(one, role, where, at) === may).map((where) => ({ one, role, where })),
      ),
    );

  it.each(["here", "there"] as const)("whoever may not act %s is refused, and nothing changed", async (at) => {
    const before = await everythingWritten();
    const wrong: string[] = [];
    for (const { one, role, where } of cases(false, at)) {
      const { status } = await send(one, role, where, at);
      if (status !== 403) wrong.push(`${role} of ${where} ${one.name} ${at}: ${status}`);
    }
    expect(wrong).toEqual([]);
    expect(await everythingWritten()).toBe(before);
    expect(cases(false, at).length).toBeGreaterThan(100);
  });

  it("an analyst of one municipality takes no need of another into an initiative, nor joins both", async () => {
    const before = await everythingWritten();
    const analyst = personOf("analyst", "here");
    const taken = await analyst.post(`/gestion/iniciativas/${SLUG}`, draft(things.here, things.there.needs));
    expect(taken.status).toBe(403);
    const joined = await analyst.post(desk, {
      act: "merge",
      d: [things.here.needs[1], things.there.needs[1]].map(String),
    });
    expect(joined.status).toBe(403);
    expect(await everythingWritten()).toBe(before);
  });

  it("lists show only the municipalities of whoever reads", async () => {
    const list = (await personOf("facilitator", "here").get(desk)).html;
    expect(list).toContain(`agua turbia en ${things.here.slug}`);
    expect(list).not.toContain(`agua turbia en ${things.there.slug}`);
  });

  it("visitors are sent to sign in, and what does not exist is 404 for whoever could act on it", async () => {
    const who = visitor(test);
    await who.takeToken();
    for (const one of acts) expect((await who.post(one.path(things.here), {})).status).toBe(401);
    const planner = personOf("planner", "everywhere");
    expect((await planner.get("/gestion/compromisos/99999999")).status).toBe(404);
    expect((await planner.get("/gestion/procesos/no-existe")).status).toBe(404);
    expect((await personOf("analyst", "everywhere").get("/gestion/necesidades/no-existe")).status).toBe(404);
  });

  it("a draft is invisible to everybody but those who prepare", async () => {
    const draftSlug = await test.db.write(async (tx) => {
      const { slug } = await createProcess(tx, everything(), {
        title: "Un borrador secreto",
        purpose: "Para decidir juntos",
        level: "planning",
        cyclePhase: "formulation",
        choices: 3,
        winners: 2,
        verification: "none",
        rules: "",
        territories: [things.here.code],
        phases: PHASES.map((phase, index) => ({
          phase,
          opensAt: new Date(test.clock.now().getTime() + (index - 1) * DAY),
          closesAt: new Date(test.clock.now().getTime() + index * DAY),
        })),
      });
      return slug;
    });
    const base = `/procesos/${draftSlug}`;
    const paths = [
      base,
      `${base}/${things.here.slug}`,
      `${base}/${things.here.slug}/decir`,
      `${base}/${things.here.slug}/votar`,
    ];
    for (const path of paths) expect((await visitor(test).get(path)).status, path).toBe(404);
    expect((await visitor(test).get("/procesos")).html).not.toContain("borrador secreto");
    const moderator = personOf("moderator", "everywhere");
    expect((await moderator.get(`/gestion/procesos/${draftSlug}`)).status).toBe(403);
    expect((await personOf("analyst", "everywhere").get(`/gestion/necesidades/${draftSlug}`)).status).toBe(404);
    expect((await personOf("planner", "everywhere").get(`/gestion/procesos/${draftSlug}`)).status).toBe(200);
    const saying = visitor(test);
    await saying.takeToken();
    const said = await saying.post(`${base}/${things.here.slug}/decir`, { text: "Hace falta un puente", seen: "1" });
    expect(said.status).toBe(404);
  });

  it.each(["here", "there"] as const)("whoever may act %s is not refused", async (at) => {
    const wrong: string[] = [];
    for (const { one, role, where } of cases(true, at)) {
      // Closing comes last of all: nothing can be done after it.
      if (one.whole === true && at === "here") continue;
      const { status } = await send(one, role, where, at);
      if (![303, 409].includes(status)) wrong.push(`${role} of ${where} ${one.name} ${at}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it("in a closed process nothing more is said, whoever says it", async () => {
    const { state } = await test.db.read
      .selectFrom("processes")
      .select("state")
      .where("slug", "=", SLUG)
      .executeTakeFirstOrThrow();
    expect(state).toBe("closed");
    for (const who of [visitor(test), personOf("planner", "everywhere"), personOf("administrator", "everywhere")]) {
      await who.takeToken();
      const said = await who.post(`/procesos/${SLUG}/${things.here.slug}/decir`, {
        text: "Hace falta un puente",
        seen: "1",
      });
      expect(said.status).toBe(409);
    }
  });
});
