export { type Cells, cellsOf } from "./import/cells.ts";
export { commitmentNumber } from "./join/join-commitment.ts";
export { type LivedGoal, type LivedNode, loadPlan } from "./load.ts";
export { PLANS_TAG } from "./plan.ts";
