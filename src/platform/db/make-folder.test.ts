import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

test("makes a folder with those above it, and leaves one that is there", async () => {
  const base = await mkdtemp(join(tmpdir(), "sigesi-folder-"));
  const deep = join(base, "a", "b");
  await Promise.all([makeFolder(deep, 0o700), makeFolder(deep, 0o700)]);
  await makeFolder(deep);
  expect((await stat(deep)).mode & 0o777).toBe(0o700);
  const file = join(base, "file");
  await writeFile(file, "");
  await expect(makeFolder(file)).rejects.toThrow(`${file} no es una carpeta.`);
  await expect(makeFolder(join(file, "sub"))).rejects.toThrow("no es una carpeta.");
  await rm(base, { recursive: true });
});

test.skipIf(process.platform !== "linux")("ends where no folder can be made", async () => {
  await expect(makeFolder("/proc/none/deep")).rejects.toThrow("No se puede hacer la carpeta /proc/none/deep");
});
