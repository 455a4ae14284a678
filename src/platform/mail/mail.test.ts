import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileMail } from "./mail.ts";
import { listFiledMail } from "./mail-folder.ts";

const LETTERS = 200;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigesi-mail-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("letters of two workers at one moment are all there; one with an id is there once", async () => {
  const workers = [0, 1].map(() => fileMail(folder, "no-responder@example.org"));
  const letters = Array.from({ length: LETTERS }, (_, n) => `vecina${n}@example.org`);
  await Promise.all(
    letters.flatMap((to) => workers.map((send) => send({ to, subject: "Tu código", text: `Para ${to}` }))),
  );
  await Promise.all(workers.map((send) => send({ id: "7", to: "otra@example.org", subject: "Aviso", text: "Aviso" })));
  const filed = await listFiledMail(folder, 3 * LETTERS);
  expect(filed.map(({ to }) => to).toSorted()).toEqual([...letters, ...letters, "otra@example.org"].toSorted());
});
