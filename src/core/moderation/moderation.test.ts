// Reported by a neighbour, decided by a moderator, looked at again by another one.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventedNeeds } from "#test/support/invented-needs.ts";
import { startMail } from "#test/support/people-at-work.ts";
import { Person } from "#test/support/person.ts";
import { prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let marta: Person;
let luis: Person;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  marta = new Person({ url: house.url, session: await house.signIn({ name: "Marta", role: "moderator" }) });
  luis = new Person({ url: house.url, session: await house.signIn({ name: "Luis", role: "moderator" }) });
});
afterAll(() => house?.stop());

/** Says a need although others said something like it. */
async function sayUnlike(text: string): Promise<{ need: number }> {
  const person = new Person({ url: house.url });
  await person.visit(`/procesos/conversatorios/${village.place.slug}/decir`);
  await person.send("Enviar mi necesidad", { text });
  if (person.page.path.includes("/decir")) await person.send("La mía es distinta: enviarla");
  const row = await house.db.read.selectFrom("demands").select("id").where("text", "=", text).executeTakeFirstOrThrow();
  return { need: row.id };
}

async function report(need: number, button: string, note?: string): Promise<Person> {
  const neighbour = new Person({ url: house.url });
  await neighbour.visit(`/necesidades/${need}`);
  await neighbour.follow("Avisar que algo está mal");
  await neighbour.send(button, note === undefined ? {} : { note });
  return neighbour;
}

const waiting = () =>
  house.db.read.selectFrom("moderation_cases").select(["id", "subject_id"]).where("decision", "is", null).execute();

describe("a report", () => {
  it("opens one case whoever repeats it, and tells nobody who reported", async () => {
    const { need, person } = await sayNeed(house, village, "Falta un puente en la quebrada honda");
    const neighbour = await report(need, "Insulta o discrimina", "Nombra a mi prima");
    await neighbour.visit(`/reportar/demand/${need}`);
    await neighbour.send("Insulta o discrimina");
    await report(need, "Otra razón");
    const cases = (await waiting()).filter(({ subject_id }) => subject_id === need);
    expect(cases).toHaveLength(1);
    const reports = await house.db.read.selectFrom("moderation_reports").select(["reason", "reporter"]).execute();
    expect(reports.map(({ reason }) => reason).sort()).toEqual(["offence", "other"]);
    // No pseudonym of a report is one of those who take part.
    const known = await house.db.read.selectFrom("participants").select("key").execute();
    expect(reports.some(({ reporter }) => known.some(({ key }) => key.equals(reporter)))).toBe(false);
    const page = await marta.visit(`/gestion/moderacion/${cases[0]?.id}`);
    expect(page.text).toContain("Nombra a mi prima");
    // Neither the author nor the public learns of it.
    expect((await person.visit("/mis-aportes")).text).not.toContain("prima");
    expect((await person.visit(`/hilo/${need}`)).text).not.toMatch(/avis/i);
  });

  it("needs a reason of the list, something that is there, and rests after thirty in a day", async () => {
    const { need } = await sayNeed(house, village, "Hace falta una cancha en la loma");
    const flooder = new Person({ url: house.url });
    await flooder.visit(`/reportar/demand/${need}`);
    const { token } = flooder;
    const body = (reason: string) => new URLSearchParams({ csrf: token, reason }).toString();
    expect((await flooder.throwAt(`/reportar/demand/${need}`, body("boh"))).status).toBe(400);
    expect((await flooder.throwAt("/reportar/demand/999999", body("other"))).status).toBe(404);
    expect((await flooder.throwAt("/reportar/nothing/1", body("other"))).status).toBe(404);
    const others = await Promise.all(inventedNeeds(31).map((text) => sayUnlike(text)));
    const answers: number[] = [];
    for (const other of others)
      answers.push((await flooder.throwAt(`/reportar/demand/${other.need}`, body("other"))).status);
    expect(answers.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(answers[30]).toBe(429);
    await house.db.write((tx) => tx.deleteFrom("moderation_reports").execute());
    await house.db.write((tx) => tx.deleteFrom("moderation_cases").execute());
  });
});

describe("two moderators", () => {
  it("do not do the same: who takes a case holds it, and who decides second is told", async () => {
    const one = await sayNeed(house, village, "El alcalde anterior es un tal por cual");
    const two = await sayNeed(house, village, "Compre zapatos baratos en mi tienda");
    await report(one.need, "Insulta o discrimina");
    await report(two.need, "Es publicidad o está repetido a propósito");
    await marta.visit("/gestion/moderacion");
    await marta.send(/^Empezar con la primera/);
    await luis.visit("/gestion/moderacion");
    expect(luis.page.text).toContain("La está mirando Marta");
    await luis.send(/^Empezar con la primera/);
    expect(luis.page.path).not.toBe(marta.page.path);
    expect(luis.page.text).toContain("zapatos");
    // Luis opens the one of Marta anyway, and decides after her.
    await luis.visit(marta.page.path);
    expect(luis.page.text).toContain("Marta la está mirando ahora");
    const late = luis.form(/^Dejarla/);
    await marta.send(/^Insulto/);
    expect(
      (await house.db.read.selectFrom("demands").select("hidden_reason").where("id", "=", one.need).executeTakeFirst())
        ?.hidden_reason,
    ).toBe("Tenía un insulto o discriminaba a alguien.");
    const body = new URLSearchParams(late.body);
    body.set("decision", "keep");
    const told = await luis.throwAt(late.action, body.toString());
    expect([told.status, told.text.includes("Marta ya la ocultó.")]).toEqual([409, true]);
    const gone = await new Person({ url: house.url }).open(`/necesidades/${one.need}`);
    expect([gone.status, gone.text.includes("Tenía un insulto")]).toEqual([410, true]);
  });

  it("see only the cases of their places", async () => {
    const territory = village.other.code;
    const far = new Person({
      url: house.url,
      session: await house.signIn({ name: "Lejos", role: "moderator", territory }),
    });
    const [held] = await waiting();
    expect((await far.visit("/gestion/moderacion")).text).not.toContain("zapatos");
    expect((await far.open(`/gestion/moderacion/${held?.id}`)).status).toBe(403);
    const analyst = new Person({ url: house.url, session: await house.signIn({ name: "Ana Lista", role: "analyst" }) });
    expect((await analyst.open("/gestion/moderacion")).status).toBe(403);
    expect((await new Person({ url: house.url }).open("/gestion/moderacion")).path).toContain("/entrar");
  });
});

describe("a second look", () => {
  it("is asked with the receipt, decided by somebody else, and public", async () => {
    const mailer = await startMail(house);
    const { need, code } = await sayNeed(house, village, "La bomba de agua la robó el de siempre");
    const account = await house.db.read
      .selectFrom("accounts")
      .select("id")
      .where("name", "=", "Gloria")
      .executeTakeFirstOrThrow();
    await house.db.write(async (tx) => {
      await tx
        .insertInto("account_emails")
        .values({ account_id: account.id, email: "gloria@ejemplo.org", verified_at: house.clock.now() })
        .execute();
      await tx
        .updateTable("participants")
        .set({ account_id: account.id })
        .where("id", "in", tx.selectFrom("receipts").select("participant_id").where("thing_id", "=", need))
        .execute();
    });
    await marta.visit(`/gestion/necesidades/moderar/${need}`);
    await marta.send("Ocultarla", { reason: "Acusa a alguien sin decir de qué." });
    // From another phone, with the code of the receipt.
    const author = new Person({ url: house.url });
    await author.visit("/mis-aportes");
    await author.send("Ver qué pasó", { code });
    expect(author.page.text).toContain("Acusa a alguien sin decir de qué.");
    await author.follow(/^Pedir que lo mire otra persona/);
    const asked = await author.send("Pedir la segunda mirada", { why: "No nombro a nadie, y es verdad que falta." });
    expect(asked.text).toContain("Otra persona lo va a mirar");
    const { id } = await house.db.read
      .selectFrom("moderation_cases")
      .select("id")
      .where("subject_id", "=", need)
      .executeTakeFirstOrThrow();
    // A stranger cannot ask, and who decided cannot decide again: not by page, not by hand, not in the table.
    expect((await new Person({ url: house.url }).open(`/mis-aportes/segunda-mirada/${id}`)).status).toBe(404);
    expect((await marta.visit("/gestion/moderacion?estante=appeals")).text).not.toContain("bomba");
    await marta.visit(`/gestion/moderacion/${id}`);
    expect(marta.page.text).toContain("ahora le toca a otra persona");
    await marta.visit("/gestion/moderacion");
    const body = new URLSearchParams({ csrf: marta.token, outcome: "granted", second: "Me la concedo yo sola." });
    await marta.visit(`/gestion/necesidades/moderar/${need}`);
    body.set("csrf", marta.token);
    expect((await marta.throwAt(`/gestion/moderacion/${id}/apelacion`, body.toString())).status).toBe(409);
    const cheat = house.db.write((tx) =>
      tx
        .updateTable("moderation_appeals")
        .set((eb) => ({
          decided_by: eb.ref("first_decider"),
          decided_at: house.clock.now(),
          granted: true,
          words: "Trampa",
        }))
        .where("case_id", "=", id)
        .execute(),
    );
    await expect(cheat).rejects.toThrow(/moderation_appeals_second_person/);
    await luis.visit(`/gestion/moderacion/${id}`);
    await luis.send(/^Volver a mostrarla/, { second: "Es una queja fuerte, pero no acusa a una persona." });
    expect((await new Person({ url: house.url }).visit(`/necesidades/${need}`)).text).toContain("bomba");
    expect((await author.visit("/mis-aportes")).text).toContain("Es una queja fuerte");
    const mails = await house.mail().then(async () => {
      for (let tries = 0; tries < 100; tries += 1) {
        const found = (await house.mail()).filter((mail) => mail.includes("gloria@ejemplo.org"));
        if (found.length >= 2) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return house.mail();
    });
    expect(mails).toHaveLength(2);
    expect(mails.some((mail) => mail.includes("bomba"))).toBe(false);
    await mailer.stop();
    const page = await new Person({ url: house.url }).visit("/moderacion");
    expect(page.text).toMatch(/Otra razón\n?.*1/s);
    const data = await (await fetch(`${house.url}/datos/procesos/conversatorios/moderacion.csv`)).text();
    expect(data).toContain(`${id},${need},demand,staff,hide,other,`);
    expect(data).toContain(",granted,");
    expect(data).not.toContain("bomba");
  });
});
