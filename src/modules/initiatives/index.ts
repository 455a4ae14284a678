export {
  countBehind,
  findInitiative,
  type Initiative,
  type InitiativeState,
  listInitiatives,
} from "./initiatives.sql.ts";
export { type LivedInitiative, loadInitiatives } from "./load.ts";
export { type LivedScores, loadScores } from "./load-scores.ts";
export { CRITERIA } from "./score/criteria.ts";
export { type InitiativeText, writeInitiative } from "./write-initiative/write-initiative.ts";
