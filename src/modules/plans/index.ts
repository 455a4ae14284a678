export { type LivedGoal, type LivedNode, loadPlan } from "./load.ts";
