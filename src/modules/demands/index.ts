export { type Answered, listAnswers } from "./answer-authors/answers.sql.ts";
export { answerNeeds } from "./answer-needs.ts";
export { type CodingAgreement, findAgreement } from "./code-twice/coding.sql.ts";
export { countGroups } from "./count-groups/count-groups.ts";
export { findGroupCounts, type GroupCounts } from "./count-groups/group-counts.ts";
export { DEMAND_STATES, type Demand, type DemandState } from "./demand.ts";
export { countDemands, findPublicDemand, listDemandsById, listPublicDemands, listWithdrawn } from "./demands.sql.ts";
export { insertDemands } from "./insert-demands.sql.ts";
export { releaseDemands, takeDemands } from "./join-needs/join-needs.ts";
export { type LivedDemand, loadDemands } from "./load.ts";
export {
  type LivedAnswer,
  type LivedCodings,
  type LivedTheme,
  loadAnswers,
  loadClaims,
  loadCodings,
  loadThemes,
} from "./load-analysis.ts";
export { demandReportable, holdForLook } from "./moderate/moderate-demand.ts";
export { isAuthor } from "./own-need/authorship.ts";
export { type LivedPhoto, loadPhotos } from "./photos/load-photos.ts";
export { type NeedQueue, needQueue, type Person, prepareNeed, supportNeed } from "./say-need/say-need.ts";
export { countBundles, countVoices, type Voices } from "./voices.sql.ts";
