import type { Module } from "#platform/module.ts";
import { computeCommands } from "./compute/compute.command.ts";

export const indicators: Module = {
  name: "indicators",
  tables: [
    "indicators",
    "indicator_sheets",
    "indicator_series",
    "indicator_loads",
    "indicator_rejections",
    "indicator_findings",
    "observations",
    "populations",
  ],
  commands: computeCommands,
};
