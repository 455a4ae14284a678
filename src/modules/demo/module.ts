import type { Module } from "#platform/module.ts";
import { enterRoutes } from "./enter/enter.route.tsx";
import type { DemoGuide } from "./guide.ts";
import { mailRoutes } from "./mail/mail.route.tsx";

/**
 * The demonstration. A real entity does not have this module, so its addresses do not exist there.
 * @param mailFolder where its messages are left.
 */
export function demoModule(guide: DemoGuide, mailFolder: string): Module {
  return { name: "demo", tables: [], routes: [...enterRoutes(guide), ...mailRoutes(mailFolder)] };
}
