export type { StoredEvent } from "./case-store.ts";
export { FORMS, termOf } from "./forms.ts";
export { type LivedCase, lawfulEvents, loadCases } from "./load.ts";
