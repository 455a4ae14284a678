import type { Module } from "#platform/module.ts";
import { entityCheck, importBoundaries } from "./commands.ts";

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
  commands: [entityCheck, importBoundaries],
};
