export { DEMAND_STATES, type Demand, type DemandState } from "./demand.ts";
export { countDemands, findPublicDemand, listDemandsById, listPublicDemands } from "./demands.sql.ts";
export { takeDemands } from "./join-needs/join-needs.ts";
export { type LivedDemand, loadDemands } from "./load.ts";
