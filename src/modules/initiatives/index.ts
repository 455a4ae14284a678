export {
  countBehind,
  findInitiative,
  type Initiative,
  type InitiativeState,
  listInitiatives,
} from "./initiatives.sql.ts";
export { type LivedInitiative, loadInitiatives } from "./load.ts";
