// What the territory does from the shell.
import { systemClock } from "#platform/clock/clock.ts";
import { readWords } from "#platform/config/read-words.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command } from "#platform/module.ts";
import { runImportBoundaries } from "./boundaries/run-import-boundaries.ts";
import { checkEntity, checkEntityJson } from "./check-entity.ts";
import { withEntityDatabase } from "./open-entity-database.ts";

const OPTIONS = { json: { type: "boolean", default: false } } as const;

/** Needs no database and no settings: an official runs it on a folder that is still being written. */
export const entityCheck: Command = {
  name: "entity check",
  usage: t("territory.check.usage"),
  summary: t("territory.check.summary"),
  run: async (args, io) => {
    const { word: directory, values } = readWords(args, OPTIONS);
    return values.json ? checkEntityJson(directory, io) : checkEntity(directory, io);
  },
};

export const importBoundaries: Command = {
  name: "import boundaries",
  usage: t("territory.boundaries.usage"),
  summary: t("territory.boundaries.summary"),
  run: async (args, io) => {
    const { word: file, values } = readWords(args, OPTIONS);
    const now = systemClock.now();
    return withEntityDatabase(io.env, now, (opened) =>
      runImportBoundaries({ file, json: values.json, now }, io, opened),
    );
  },
};
