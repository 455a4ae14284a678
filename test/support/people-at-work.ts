// What the stories of accounts need: the jobs that send the mail, the app on somebody's phone, the way in.

import { setTimeout } from "node:timers/promises";
import { Secret, TOTP } from "otpauth";
import pino, { type Logger } from "pino";
import { vi } from "vitest";
import { programUrl } from "#platform/db/migrate.ts";
import { type JobRunner, startJobs } from "#platform/jobs/jobs.ts";
import { modules } from "../../src/modules.ts";
import type { TestApp } from "./test-app.ts";
import { Visitor } from "./visitor.ts";

export async function startMail(test: TestApp, log?: Logger): Promise<JobRunner> {
  const runner = await startJobs({
    programUrl: programUrl(test.ownerUrl),
    jobs: modules.flatMap((module) => module.jobs ?? []).map(({ name, run }) => ({ name, run })),
    services: test.services,
    log: log ?? pino({ level: process.env.TEST_LOG ?? "silent" }),
  });
  return {
    async stop() {
      await runner.stop();
      // Its connections end a moment after its promise, and dropping the database under them is an error.
      await setTimeout(200);
    },
  };
}

/** Waits for the next message to somebody, after the `known` first ones. */
export async function nextMail(test: TestApp, to: string, known: number): Promise<string> {
  return vi.waitFor(
    async () => {
      const mine = (await test.mail()).slice(known).filter((mail) => mail.includes(`To: ${to}\n`));
      const last = mine.at(-1);
      if (last === undefined) throw new Error(`No message to ${to} yet`);
      return last;
    },
    { timeout: 20_000, interval: 50 },
  );
}

/** The app of a phone that was shown the secret of this page. */
export function appOf(html: string): (now: Date) => string {
  const letters = /class="mono">([A-Z2-7 ]+)</.exec(html)?.[1];
  if (letters === undefined) throw new Error("The page shows no secret");
  const totp = new TOTP({ secret: Secret.fromBase32(letters.replaceAll(" ", "")) });
  return (now) => totp.generate({ timestamp: now.getTime() });
}

/** Signs in with the code sent by mail; gives where the program sends the person. */
export async function enterByMail(test: TestApp, who: Visitor, email: string, back = ""): Promise<string> {
  const known = (await test.mail()).length;
  await who.get(`/entrar${back === "" ? "" : `?volver=${encodeURIComponent(back)}`}`);
  await who.post("/entrar", { email, volver: back });
  const code = /es: (\d{6})|is: (\d{6})/.exec(await nextMail(test, email.toLowerCase(), known));
  await who.get("/entrar/codigo");
  const answer = await who.post("/entrar/codigo", { code: code?.[1] ?? code?.[2] ?? "" });
  return answer.location ?? "";
}

export function visitor(test: TestApp, session?: string): Visitor {
  return new Visitor(test.url, session);
}
