import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { approve, loadsDesk, showLoad, undo } from "./approve/loads.route.tsx";
import {
  askComposite,
  buildComposite,
  compositeDesk,
  makeComposite,
  publishComposite,
  setMethod,
} from "./composites/build.route.tsx";
import { compositeList, editionCsv, editionJson, lastEdition, oneEdition } from "./composites/show.route.tsx";
import { computeCommands } from "./compute/compute.command.ts";
import { importIndicators, importPopulation } from "./import/import.command.ts";
import { explorer } from "./list/explorer.route.tsx";
import {
  askFile,
  discardFile,
  loadFile,
  sendFile,
  setColumns,
  showUpload,
  uploadReport,
} from "./load-file/load-file.route.tsx";
import { listSheets } from "./sheets.ts";
import { allFile, indicatorFile } from "./show/file.route.ts";
import { showIndicator, showRows } from "./show/indicator.route.tsx";

export const indicators: Module = {
  name: "indicators",
  tables: [
    "indicators",
    "indicator_sheets",
    "indicator_series",
    "indicator_loads",
    "indicator_uploads",
    "indicator_rejections",
    "indicator_findings",
    "observations",
    "populations",
    "composites",
    "composite_editions",
  ],
  routes: [
    explorer,
    allFile,
    showIndicator,
    showRows,
    indicatorFile,
    loadsDesk,
    showLoad,
    approve,
    undo,
    askFile,
    sendFile,
    showUpload,
    setColumns,
    loadFile,
    discardFile,
    uploadReport,
    compositeDesk,
    askComposite,
    makeComposite,
    buildComposite,
    setMethod,
    publishComposite,
    compositeList,
    lastEdition,
    oneEdition,
    editionCsv,
    editionJson,
  ],
  // Whoever loads does not approve by that alone.
  permissions: {
    "indicators.load": ["planner", "administrator", "analyst"],
    "indicators.approve": ["administrator", "planner"],
    "indicators.compose": ["planner", "administrator"],
  },
  kinds: { indicator: { label: "indicators.kind", titles } },
  commands: [...computeCommands, importIndicators, importPopulation],
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const sheets = (await listSheets(db)).filter((sheet) => ids.includes(sheet.indicatorId));
  return new Map(sheets.map((sheet) => [sheet.indicatorId, { title: sheet.name, path: `/indicadores/${sheet.code}` }]));
}
