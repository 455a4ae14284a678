export { type CalendarDate, listCalendarDates, loadCalendarDates } from "./calendar/dates.ts";
export { getProcessForStaff, getPublicProcess, recallPublicProcess, requirePhase } from "./find.ts";
export { type ProcessRowContext, readEntry, readPlace, readSector } from "./import/cells.ts";
export {
  importIntoProcess,
  type ProcessFile,
  type ProcessImport,
  processImportCommand,
  recordImport,
} from "./import/import-into-process.ts";
export { loadProcess } from "./load.ts";
export { listMaterials, loadMaterials, type Material } from "./materials/materials.ts";
export { MaterialsSection } from "./materials/materials-list.tsx";
export { getPreviewed } from "./preview/previews.ts";
export { currentPhase, findPhase, isOpen, PHASES, type Phase, type PhaseDates, type Process } from "./process.ts";
export { findProcess, getProcess, listAllProcesses, listPublicProcesses } from "./processes.sql.ts";
