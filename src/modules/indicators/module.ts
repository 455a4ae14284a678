import type { Module } from "#platform/module.ts";
import { computeCommands } from "./compute/compute.command.ts";

export const indicators: Module = {
  name: "indicators",
  tables: [],
  commands: computeCommands,
};
