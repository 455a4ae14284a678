export { getProcessForStaff, getPublicProcess, recallPublicProcess, requirePhase } from "./find.ts";
export { loadProcess } from "./load.ts";
export { currentPhase, findPhase, isOpen, PHASES, type Phase, type PhaseDates, type Process } from "./process.ts";
export { findProcess, getProcess, listAllProcesses, listPublicProcesses } from "./processes.sql.ts";
