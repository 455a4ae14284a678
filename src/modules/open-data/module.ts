import type { Module } from "#platform/module.ts";
import { catalogue } from "./catalogue/catalogue.route.ts";
import { dataPackage, dictionary } from "./download/data-package.route.ts";
import { download, downloadWhole } from "./download/download.route.ts";
import { dataOfProcess, landing } from "./landing/landing.route.ts";

export const openData: Module = {
  name: "open-data",
  tables: [],
  routes: [landing, catalogue, dataOfProcess, dictionary, dataPackage, download, downloadWhole],
};
