import { t } from "#platform/i18n/i18n.ts";
import type { Module } from "#platform/module.ts";
import { checkEntity, type Output } from "./check-entity.ts";

const check = {
  name: "entity check",
  usage: t("territory.check.usage"),
  summary: t("territory.check.summary"),
  run: async (args: readonly string[], io: Output): Promise<number> => {
    const [directory, ...rest] = args;
    if (directory !== undefined && rest.length === 0) return checkEntity(directory, io);
    io.stderr(`sigesi ${t("territory.check.usage")}\n`);
    return 1;
  },
};

export const territory: Module = {
  name: "territory",
  tables: [
    "entity",
    "territories",
    "groupings",
    "grouping_members",
    "agencies",
    "sectors",
    "rights",
    "population_groups",
    "differential_answers",
    "territory_outlines",
  ],
  commands: [check],
};
