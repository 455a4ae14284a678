// The manual, as data: what each person can do here, step by step. Its words are in the texts; its pictures are taken by
// `npm run screenshots` from the demonstration, so that they show the program as it is.
import type { Role } from "#platform/module.ts";

export interface Topic {
  id: TopicId;
  /** Whose task it is; empty: of anybody. */
  roles: readonly Role[];
  steps: number;
  /** Where it is done. */
  path: string;
  /** What the picture shows: a page of the demonstration, as one of its people. `citizen` has not signed in, `neighbour` has, and said something. */
  picture: { path: string; role: Role | "citizen" | "neighbour" };
}

export type TopicId =
  | "say"
  | "vote"
  | "follow"
  | "prepare"
  | "meet"
  | "join"
  | "write"
  | "count"
  | "promise"
  | "moderate"
  | "people";

/** Stands in a path for the process of the demonstration that is running. */
export const DEMO_PROCESS = ":process";

export const TOPICS: readonly Topic[] = [
  {
    id: "say",
    roles: [],
    steps: 5,
    path: "/procesos",
    picture: { path: `/procesos/${DEMO_PROCESS}`, role: "citizen" },
  },
  { id: "vote", roles: [], steps: 5, path: "/procesos", picture: { path: "/procesos", role: "citizen" } },
  { id: "follow", roles: [], steps: 4, path: "/mis-aportes", picture: { path: "/mis-aportes", role: "neighbour" } },
  {
    id: "prepare",
    roles: ["administrator", "planner"],
    steps: 7,
    path: "/gestion/procesos",
    picture: { path: "/gestion/procesos/nuevo", role: "administrator" },
  },
  {
    id: "meet",
    roles: ["facilitator", "planner"],
    steps: 5,
    path: "/gestion/reuniones",
    picture: { path: "/gestion/reuniones", role: "facilitator" },
  },
  {
    id: "join",
    roles: ["analyst"],
    steps: 6,
    path: "/gestion/necesidades",
    picture: { path: `/gestion/necesidades/${DEMO_PROCESS}`, role: "analyst" },
  },
  {
    id: "write",
    roles: ["analyst", "planner"],
    steps: 5,
    path: "/gestion/iniciativas",
    picture: { path: "/gestion/iniciativas", role: "analyst" },
  },
  {
    id: "count",
    roles: ["planner"],
    steps: 4,
    path: "/gestion/procesos",
    picture: { path: `/gestion/procesos/${DEMO_PROCESS}/votacion`, role: "planner" },
  },
  {
    id: "promise",
    roles: ["planner"],
    steps: 6,
    path: "/gestion/compromisos",
    picture: { path: "/gestion/compromisos", role: "planner" },
  },
  {
    id: "moderate",
    roles: ["moderator", "administrator"],
    steps: 4,
    path: "/gestion/moderacion",
    picture: { path: "/gestion/moderacion", role: "moderator" },
  },
  {
    id: "people",
    roles: ["administrator"],
    steps: 5,
    path: "/gestion/personas",
    picture: { path: "/gestion/personas", role: "administrator" },
  },
];

/** The tasks of somebody with these roles, in the order of the work. */
export function topicsFor(roles: readonly Role[]): Topic[] {
  return TOPICS.filter((topic) => topic.roles.some((role) => roles.includes(role)));
}
