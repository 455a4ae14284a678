export { type LivedProject, loadProjects } from "./load.ts";
export { PaidSection } from "./place/paid-section.tsx";
export { findPlaceMoney, type PlaceMoney } from "./place/place-projects.ts";
export { PROJECTS_TAG, type ProjectState } from "./project.ts";
