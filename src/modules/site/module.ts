import type { Module } from "#platform/module.ts";
import { accessibility, catalogue, privacy, siteMap } from "./about/about.route.tsx";
import { favicon, robots } from "./about/machines.route.ts";
import { asset } from "./assets.route.ts";
import { health } from "./health.route.ts";
import { home } from "./home/home.route.tsx";
import { findMine, mine, receipt } from "./my-part/my-part.route.tsx";
import { listProcesses, showPlace, showProcess } from "./processes/processes.route.tsx";

export const site: Module = {
  name: "site",
  tables: [],
  routes: [
    home,
    listProcesses,
    showProcess,
    showPlace,
    mine,
    findMine,
    receipt,
    asset,
    health,
    catalogue,
    accessibility,
    privacy,
    siteMap,
    robots,
    favicon,
  ],
};
