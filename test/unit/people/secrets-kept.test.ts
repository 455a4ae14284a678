import { Writable } from "node:stream";
import pino from "pino";
import { describe, expect, it, vi } from "vitest";
import { createAccount, newFirstAdministratorLink } from "#core/people/index.ts";
import { addTotp, checkTotp, newTotpSecret, totpWords } from "#core/people/second-factor/totp.ts";
import { asOwner } from "#platform/db/migrate.ts";
import { appOf, enterByMail, startMail, visitor } from "../../support/people-at-work.ts";
import { startTestApp } from "../../support/test-app.ts";

function memoryLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: pino({ level: "trace" }, stream) };
}

describe("what must not be told", () => {
  it("cookies over https are __Host-, secure, and not for scripts", async () => {
    const test = await startTestApp({ publicUrl: "https://participa.example.org" });
    const jobs = await startMail(test);
    try {
      const ana = visitor(test);
      const seen: string[] = [];
      const asked = await ana.get("/entrar");
      seen.push(...asked.setCookies, ...(await ana.post("/entrar", { email: "first@example.org" })).setCookies);
      await enterByMail(test, ana, "ana@example.org");
      expect([...ana.cookies.keys()].sort()).toEqual(["__Host-navegador", "__Host-sesion"]);
      seen.push(...(await ana.post("/salir")).setCookies);
      expect(seen.length).toBeGreaterThanOrEqual(3);
      for (const line of seen) {
        expect(line).toMatch(/^__Host-\w+=/);
        for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]) expect(line).toContain(part);
        expect(line).not.toContain("Domain=");
      }
    } finally {
      await jobs.stop();
      await test.stop();
    }
  });

  it("the secret of an app is sealed in the database, for its account alone; one kept in clear is sealed at the next start", async () => {
    const test = await startTestApp();
    try {
      const now = test.clock.now();
      const secret = newTotpSecret();
      const [ana, rosa] = await test.db.write(async (tx) => {
        const ids = [];
        for (const name of ["Ana", "Rosa"]) ids.push(await createAccount(tx, { name, locale: "es", now }));
        for (const accountId of ids) await addTotp(tx, { accountId, secret, step: 0, now });
        return ids;
      });
      const kept = async () =>
        (await test.db.read.selectFrom("totp_factors").select(["id", "secret"]).orderBy("id").execute()).map(
          (row) => row.secret,
        );
      const code = appOf(`class="mono">${totpWords(secret, { site: "", who: "" }).letters}<`);
      const check = (accountId = 0) => test.db.write((tx) => checkTotp(tx, { accountId, code: code(now), now }));
      const [one, two] = await kept();
      expect(one?.includes(secret)).toBe(false);
      expect(one?.equals(two ?? secret)).toBe(false);
      expect(await check(ana)).toBe("right");
      // The sealed secret of somebody else, put in one's row, opens nothing.
      await test.db.pool.query("update totp_factors set secret = $1 where account_id = $2", [one, rosa]);
      await expect(check(rosa)).rejects.toThrow();
      await test.db.pool.query("update totp_factors set secret = $1, last_step = 0", [secret]);
      await test.second();
      for (const sealed of await kept()) expect(sealed.includes(secret)).toBe(false);
      expect([await check(ana), await check(rosa)]).toEqual(["right", "right"]);
    } finally {
      await test.stop();
    }
  });

  it("the logs hold no address, name, code, token or secret, also when the mail fails", async () => {
    const { lines, log } = memoryLog();
    const test = await startTestApp({ log });
    const failing = vi.fn(async () => {
      throw Object.assign(new Error("550 <lost@example.org> was refused"), { code: "EENVELOPE" });
    });
    const jobs = await startMail(test, log);
    const told: string[] = ["ana@example.org", "Rosa Secreta", "ines@example.org", "lost@example.org"];
    try {
      const ana = visitor(test);
      await enterByMail(test, ana, "ana@example.org");
      await ana.get("/cuenta");
      await ana.post("/cuenta", { name: "Rosa Secreta", locale: "es" });
      // An unexpected error, which is logged, while the name is being written.
      await asOwner(test.ownerUrl, (client) =>
        client.query("alter table accounts add constraint boom check (name <> 'Rosa Secreta') not valid"),
      );
      expect((await ana.post("/cuenta", { name: "Rosa Secreta", locale: "es" })).status).toBe(500);
      expect(lines.join("")).toContain("boom");
      const path = (await test.db.write((tx) => newFirstAdministratorLink(tx, test.clock.now()))) ?? "";
      const ines = visitor(test);
      await ines.get(path);
      await ines.post(path, { name: "Inés", email: "ines@example.org" });
      const page = await ines.get(`${path}/codigo`);
      const code = appOf(page.html)(test.clock.now());
      await ines.post(`${path}/codigo`, { code });
      told.push(path.slice(-43), code, ana.cookies.get("sesion") ?? "", ines.cookies.get("sesion") ?? "");
      told.push(...(await test.mail()).flatMap((mail) => /\b\d{6}\b/.exec(mail) ?? []));
      await jobs.stop();
      const broken = await startMail({ ...test, services: { ...test.services, sendMail: failing } }, log);
      await ana.get("/entrar?volver=/");
      const lost = visitor(test);
      await lost.get("/entrar");
      await lost.post("/entrar", { email: "lost@example.org" });
      await vi.waitFor(() => expect(failing).toHaveBeenCalled(), { timeout: 20_000 });
      await vi.waitFor(() => expect(lines.join("")).toContain("EENVELOPE"), { timeout: 20_000 });
      await broken.stop();
      const all = lines.join("");
      for (const secret of told) {
        expect(secret.length).toBeGreaterThan(5);
        expect(all).not.toContain(secret);
      }
    } finally {
      await test.stop();
    }
  });

  it("the database holds codes and tokens only as digests", async () => {
    const test = await startTestApp();
    const jobs = await startMail(test);
    try {
      const ana = visitor(test);
      await enterByMail(test, ana, "ana@example.org");
      const link = (await test.db.write((tx) => newFirstAdministratorLink(tx, test.clock.now()))) ?? "";
      const tables = ["sessions", "sign_in_attempts", "one_time_links"];
      const rows = await Promise.all(tables.map((table) => test.db.pool.query(`select t::text from ${table} t`)));
      const all = rows.flatMap((one) => one.rows.map((row) => String(row.t))).join("\n");
      const code = /\b\d{6}\b/.exec((await test.mail()).at(-1) ?? "")?.[0] ?? "none";
      for (const secret of [ana.cookies.get("sesion") ?? "none", link.slice(-43)])
        for (const form of [secret, Buffer.from(secret).toString("hex")]) expect(all).not.toContain(form);
      expect(all).not.toContain(Buffer.from(code).toString("hex"));
    } finally {
      await jobs.stop();
      await test.stop();
    }
  });
});
