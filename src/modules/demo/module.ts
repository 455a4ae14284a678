import type { Module } from "#platform/module.ts";
import { enterRoutes } from "./enter/enter.route.tsx";
import type { DemoGuide } from "./guide.ts";

/** The demonstration. A real entity does not have this module, so its addresses do not exist there. */
export function demoModule(guide: DemoGuide): Module {
  return { name: "demo", tables: [], routes: enterRoutes(guide) };
}
