// People write to the address of the entity, and their own mail program sends it: real messages over loopback.
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { type MailDoor, openMailDoor } from "./listen.ts";

let test: TestApp;
let door: MailDoor;
const failures: unknown[] = [];

beforeAll(async () => {
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  door = await openMailDoor(test.services, "smtp://127.0.0.1:0", (error) => failures.push(error));
});
afterAll(async () => {
  await door?.stop();
  await test?.stop();
});

type Message = Parameters<ReturnType<typeof createTransport>["sendMail"]>[0];

async function send(message: Message): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: door.port, secure: false, ignoreTLS: true });
  await transport.sendMail({ from: "Rosa Mina <rosa@example.org>", to: "solicitudes@example.gov", ...message });
  transport.close();
}

/** The messages that wait to be sent to an address. */
async function lettersTo(address: string): Promise<{ subject: string; text: string; headers: unknown }[]> {
  const { rows } = await test.db.pool.query("select payload from graphile_worker._private_jobs order by id");
  return rows.map(({ payload }) => payload).filter(({ to }) => to === address);
}

async function cases(): Promise<{ id: number; number: string; text: string; channel: string }[]> {
  const { rows } = await test.db.pool.query("select id::int, number, text, channel from cases order by id");
  return rows;
}

describe("a message", () => {
  it("becomes a request, and its receipt goes back with number, date and code; sent again it is the same one", async () => {
    const message = { messageId: "<1@example.org>", subject: "El puente", text: "El puente se está cayendo." };
    await send(message);
    await send(message);
    const [one, ...others] = await cases();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ channel: "email", text: "El puente\n\nEl puente se está cayendo." });
    const [receipt, ...more] = await lettersTo("rosa@example.org");
    expect(more).toEqual([]);
    expect(receipt?.subject).toContain(`[${one?.number}]`);
    expect(receipt?.headers).toEqual({ "Auto-Submitted": "auto-replied" });
    const rosa = new Person({ url: test.url });
    await rosa.visit("/solicitudes/seguir");
    await rosa.send("Ver mi solicitud", {
      number: one?.number ?? "",
      code: /Código: ([2-9A-Z-]+)/.exec(receipt?.text ?? "")?.[1] ?? "",
    });
    expect(rosa.page.text).toContain("El puente se está cayendo.");
  });

  it("that answers the receipt is added to its request; the number in the hands of another is another request", async () => {
    const [one] = await cases();
    const reply = `Re: Recibimos tu solicitud [${one?.number}]`;
    await send({ subject: reply, text: "Ya no pasan buses.\n\nEl viernes Rosa escribió:\n> El puente" });
    expect(await cases()).toHaveLength(1);
    const { rows } = await test.db.pool.query("select text from case_messages where case_id = $1", [one?.id]);
    expect(rows).toEqual([{ text: "Ya no pasan buses." }]);
    await send({ from: "otro@example.org", subject: reply, text: "Quiero saber de ella" });
    expect(await cases()).toHaveLength(2);
    expect(await lettersTo("rosa@example.org")).toHaveLength(1);
  });

  it("keeps the files that can be, and notes the others in the case", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    );
    await send({
      subject: "Fotos",
      text: "Mira",
      attachments: [
        { filename: "puente.png", content: png },
        { filename: "virus.exe", content: Buffer.from("MZ a program") },
        { filename: "foto.png", content: Buffer.from("<html>no photo</html>") },
      ],
    });
    const id = (await cases()).at(-1)?.id;
    const files = await test.db.pool.query("select count(*)::int as n from case_files where case_id = $1", [id]);
    expect(files.rows).toEqual([{ n: 1 }]);
    const notes = await test.db.pool.query("select text from case_messages where case_id = $1 and kind = 'note'", [id]);
    expect(notes.rows.map(({ text }) => text).join()).toMatch(/virus\.exe.*foto\.png/s);
  });

  it.each([
    ["an answer of who is away", { headers: { "Auto-Submitted": "auto-replied" } }],
    ["a list", { headers: { Precedence: "bulk" } }],
    ["a bounce", { envelope: { from: "", to: "solicitudes@example.gov" } }],
    ["a machine", { from: "MAILER-DAEMON@example.org" }],
  ])("of %s is not taken and gets no answer", async (_, change) => {
    const before = (await cases()).length;
    await send({ subject: "No estoy", text: "Vuelvo el lunes", ...change });
    expect(await cases()).toHaveLength(before);
  });

  it("that is too big is refused, and nothing fails", async () => {
    const before = (await cases()).length;
    const huge = { filename: "a.pdf", content: Buffer.alloc(20 * 1024 * 1024, "a") };
    await expect(send({ subject: "Grande", text: "x", attachments: [huge] })).rejects.toThrow();
    expect(await cases()).toHaveLength(before);
    expect(failures).toEqual([]);
  });
});
