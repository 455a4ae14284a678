import { basename, dirname } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "#platform/config/read-words.ts";
import { testDatabase } from "#test/support/database.ts";
import { writeInventedEntity } from "#test/support/invented-entity.ts";
import { projectPath } from "#test/support/shared-data.ts";
import { entityCheck, importBoundaries } from "./commands.ts";

async function run(command: typeof entityCheck, args: string[], env: Record<string, string> = {}) {
  const out = { stdout: "", stderr: "" };
  const io = {
    stdout: (text: string) => {
      out.stdout += text;
    },
    stderr: (text: string) => {
      out.stderr += text;
    },
    env,
  };
  return { code: await command.run(args, io), ...out };
}

test.each([
  [entityCheck, []],
  [entityCheck, ["a", "b"]],
  [importBoundaries, []],
  [importBoundaries, ["a", "b"]],
  [importBoundaries, ["--colour", "a"]],
])("asked for what it does not do, it does nothing", async (command, args) => {
  await expect(run(command, args)).rejects.toThrow(UsageError);
});

test("the settings say which entity and which database", async () => {
  const server = await testDatabase();
  const directory = writeInventedEntity();
  const env = { DATABASE_URL: server.ownerUrl, ENTITIES_DIR: dirname(directory), ENTITY: basename(directory) };
  const missing = projectPath("nowhere.geojson");
  expect(await run(importBoundaries, [missing], env)).toEqual({
    code: 1,
    stdout: "",
    stderr: `No puedo leer el archivo ${missing}.\n`,
  });
  await expect(run(importBoundaries, [missing], { ...env, ENTITIES_DIR: dirname(missing) })).rejects.toThrow(
    /entity\.json: falta el archivo\.$/,
  );
  await server.drop();
});
