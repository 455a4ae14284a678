export type { StoredEvent } from "./case-store.ts";
export { type Case, listCasesOfAccount } from "./case-store.ts";
export { FORMS, termOf } from "./forms.ts";
export type { Term } from "./law.ts";
export { type LivedCase, lawfulEvents, loadCases } from "./load.ts";
export { answersTogether } from "./joint/joint.ts";
export { openMailDoor } from "./mail-in/listen.ts";
export { StateTag } from "./state-tag.tsx";
