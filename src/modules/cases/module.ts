import type { Module } from "#platform/module.ts";
import { casesDue } from "./due/due.command.ts";

export const cases: Module = {
  name: "cases",
  tables: [],
  commands: [casesDue],
};
