// Mail servers that refuse, for a while or for good: a real SMTP conversation with a server of the test.
import { Writable } from "node:stream";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addHistory } from "#core/trace/index.ts";
import { smtpMail } from "#platform/mail/mail.ts";
import { lettersTo, pathOf, runJob } from "../../support/letter-box.ts";
import { Person } from "../../support/person.ts";
import { prepareVillage, sayNeed } from "../../support/promising.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

const ANA = "ana@example.org";
const MINUTE = 60_000;

describe("a mail server that refuses", () => {
  let house: TestApp;
  let server: SMTPServer;
  /** What the server answers to the address of the recipient: 250 takes it. */
  let code = 250;
  let received: string[] = [];
  const lines: string[] = [];

  beforeEach(async () => {
    received = [];
    code = 250;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onRcptTo(address, _session, done) {
        if (code === 250) return done();
        done(Object.assign(new Error(`no such mailbox ${address.address}`), { responseCode: code }));
      },
      onData(stream, _session, done) {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          received.push(Buffer.concat(parts).toString());
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = pino({ level: "trace" }, sink);
    house = await startTestApp({ now: new Date("2026-10-14T15:20:00Z"), log });
  });
  afterEach(async () => {
    await house?.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  async function followed() {
    const village = await prepareVillage(house);
    const { need } = await sayNeed(house, village, "Falta agua potable en la vereda de arriba");
    const ana = new Person({ url: house.url });
    await ana.visit(`/seguir/${need}`);
    await ana.send("Seguir", { email: ANA, how: "each" });
    await ana.visit(pathOf((await lettersTo(house, ANA))[0], "/seguir/confirmar/"));
    await ana.send("Sí, seguir");
    const address = server.server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    house.services.sendMail = smtpMail(`smtp://127.0.0.1:${port}`, "avisos@example.gov");
    const change = async (): Promise<void> => {
      house.clock.advance(MINUTE);
      await house.db.write((tx) =>
        addHistory(tx, { thingId: need, event: "demands.recovered", public: true, now: house.clock.now() }),
      );
      await runJob(house, "follows.tell");
      await runJob(house, "follows.send");
    };
    return { change, need };
  }
  const states = () =>
    house.db.read
      .selectFrom("notices")
      .select(["state", "error", "attempts"])
      .where("kind", "=", "change")
      .orderBy("id")
      .execute();

  it("for good three times in a row is left in peace; who asks again is asked again", async () => {
    const { change, need } = await followed();
    code = 550;
    for (let at = 0; at < 4; at++) await change();
    expect(await states()).toEqual([
      { state: "failed", error: "550", attempts: 1 },
      { state: "failed", error: "550", attempts: 1 },
      { state: "failed", error: "550", attempts: 1 },
      { state: "dropped", error: null, attempts: 1 },
    ]);
    const ines = new Person({ url: house.url, session: await house.signIn({ name: "Inés", role: "administrator" }) });
    const desk = await ines.visit("/gestion/avisos");
    expect(desk.text).toContain("550");
    expect(desk.text).toContain("example.org");
    expect(desk.text).not.toContain(ANA);
    code = 250;
    await new Person({ url: house.url }).visit(`/seguir/${need}`);
    const again = new Person({ url: house.url });
    await again.visit(`/seguir/${need}`);
    await again.send("Seguir", { email: ANA, how: "each" });
    await runJob(house, "follows.send");
    expect(received).toHaveLength(1);
    await change();
    expect(received).toHaveLength(2);
    expect(received[1]).toMatch(/^Message-ID: <aviso-\d+@example\.gov>/im);
    expect(received[1]).toMatch(/^List-Unsubscribe:\s+<http:\/\/localhost/im);
    expect(received[1]).toMatch(/text\/html/);
  });

  it("for a while is tried again later, less and less often, and in the end given up", async () => {
    const { change } = await followed();
    code = 451;
    await change();
    expect(await states()).toEqual([{ state: "waiting", error: "451", attempts: 1 }]);
    await runJob(house, "follows.send");
    expect((await states())[0]?.attempts).toBe(1);
    for (const wait of [1, 5, 30, 120, 480]) {
      house.clock.advance(wait * MINUTE);
      await runJob(house, "follows.send");
    }
    expect(await states()).toEqual([{ state: "waiting", error: "451", attempts: 6 }]);
    code = 250;
    const ines = new Person({ url: house.url, session: await house.signIn({ name: "Inés", role: "administrator" }) });
    await ines.visit("/gestion/avisos");
    await ines.send("Intentar otra vez ahora");
    await runJob(house, "follows.send");
    expect(received).toHaveLength(1);
    expect((await states())[0]?.state).toBe("sent");
  });

  it("no address is ever written in the log", async () => {
    const { change } = await followed();
    code = 550;
    await change();
    server.close();
    await change();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("")).not.toContain(ANA);
  });

  it("only who administers sees the desk", async () => {
    for (const role of ["planner", "moderator"] as const) {
      const person = new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role }) });
      expect((await person.open("/gestion/avisos")).status).toBe(403);
    }
  });
});
