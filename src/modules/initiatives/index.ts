export { findInitiative, type Initiative, type InitiativeState, listInitiatives } from "./initiatives.sql.ts";
