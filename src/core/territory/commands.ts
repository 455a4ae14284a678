// What the territory does from the shell.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { runImportBoundaries } from "./boundaries/run-import-boundaries.ts";
import { checkEntity, checkEntityJson } from "./check-entity.ts";
import { openEntityDatabase } from "./open-entity-database.ts";

const SILENT = { debug: () => undefined, info: () => undefined };

/** Needs no database and no settings: an official runs it on a folder that is still being written. */
export const entityCheck: Command = {
  name: "entity check",
  usage: t("territory.check.usage"),
  summary: t("territory.check.summary"),
  run: async (args, io) => {
    const asked = readArguments(args);
    if (asked === undefined) return usage(entityCheck, io);
    return asked.json ? checkEntityJson(asked.file, io) : checkEntity(asked.file, io);
  },
};

export const importBoundaries: Command = {
  name: "import boundaries",
  usage: t("territory.boundaries.usage"),
  summary: t("territory.boundaries.summary"),
  run: async (args, io) => {
    const asked = readArguments(args);
    if (asked === undefined) return usage(importBoundaries, io);
    const now = systemClock.now();
    const settings = { ...readConfig(io.env), migrations: join(ROOT, "migrations") };
    const opened = await openEntityDatabase(settings, { now, log: SILENT });
    try {
      return await runImportBoundaries({ ...asked, now }, io, opened);
    } finally {
      await opened.close();
    }
  },
};

function readArguments(args: readonly string[]): { file: string; json: boolean } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    const [file, ...rest] = positionals;
    return file === undefined || rest.length > 0 ? undefined : { file, json: values.json };
  } catch {
    return undefined;
  }
}

function usage(command: Command, io: CommandIo): number {
  io.stderr(`sigesi ${command.usage}\n`);
  return 1;
}
