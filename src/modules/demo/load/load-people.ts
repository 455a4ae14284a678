// The accounts of the demonstration: those of the role buttons, a planner for each agency that promises, organisations.
import { createAccount, grantRole, loadOrganisations } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { Role } from "#platform/module.ts";
import type { DemoContent, DemoRole } from "../content/types.ts";

/** Officials who answer for what their agency promised. */
const PLANNERS = [
  "Marta Lucía Rengifo",
  "Hernán Darío Caicedo",
  "Claudia Patricia Mosquera",
  "Jorge Eliécer Aragón",
  "Nubia Esperanza Lasso",
  "Fabio Andrés Quintero",
  "Yolanda Viáfara",
  "Carlos Arturo Montoya",
  "Sandra Milena Potes",
  "Edinson Hurtado",
  "María Fernanda Salcedo",
  "Óscar Iván Benítez",
  "Luz Dary Arboleda",
  "Wilson Riascos",
  "Adriana Zúñiga",
  "Julián Erazo",
];

const SECOND_ANALYST = "Luz Marina Ocoró";

const ROLES: Partial<Record<DemoRole, Role>> = {
  administrator: "administrator",
  analyst: "analyst",
  planner: "planner",
  facilitator: "facilitator",
  moderator: "moderator",
  case_officer: "case_officer",
  protection: "protection",
};

const ORGANISATION_KINDS: Readonly<Record<string, string>> = {
  junta: "community_board",
  asociacion: "association",
  colectivo: "association",
  consejo: "community_council",
  comite: "association",
  club: "association",
};

/** Address of the account of a person of the demonstration; `.invalid` never receives mail. */
export function demoEmail(key: string): string {
  return `${key}@demo.invalid`;
}

export interface LoadedPeople {
  /** Key of a person of the role buttons → their account, if they have one. */
  accounts: ReadonlyMap<string, number>;
  administrator: number;
  analyst: number;
  /** Who codes a sample again, without seeing the first codes. */
  secondAnalyst: number;
  moderator: number;
  facilitator: number;
  /** Code of an agency → who plans in it. */
  plannerOf: (agency: string) => number;
  /** By index of the organisation. */
  organisations: readonly number[];
}

/** Makes accounts, roles and organisations as of `now`, before anything else happens. */
export async function loadPeople(
  tx: WriteTx,
  entity: Entity,
  content: DemoContent,
  { now, neighbours }: { now: Date; neighbours: readonly string[] },
): Promise<LoadedPeople> {
  const groupCodes = entity.populationGroups().map(({ code }) => code);
  const accounts = new Map<string, number>();
  const planners = new Map<string, number>();
  for (const person of content.people) {
    const role = ROLES[person.role];
    if (role === undefined && person.role !== "representative") continue;
    const accountId = await createAccount(tx, { name: person.name, email: demoEmail(person.key), locale: "es", now });
    accounts.set(person.key, accountId);
    if (role === undefined) continue;
    const { agency, territory } = person;
    await grantRole(tx, { accountId, role, agency, territory, by: undefined, now });
    if (role === "planner" && agency !== undefined) planners.set(agency, accountId);
  }
  const agencies = [...new Set(content.initiatives.map((initiative) => initiative.agency))].sort();
  for (const [index, agency] of agencies.entries()) {
    if (planners.has(agency)) continue;
    const name = PLANNERS[index % PLANNERS.length] ?? agency;
    const accountId = await createAccount(tx, { name, email: demoEmail(`planner-${agency}`), locale: "es", now });
    await grantRole(tx, { accountId, role: "planner", agency, by: accounts.get("ines"), now });
    planners.set(agency, accountId);
  }
  const secondAnalyst = await createAccount(tx, {
    name: SECOND_ANALYST,
    email: demoEmail("analyst-2"),
    locale: "es",
    now,
  });
  await grantRole(tx, { accountId: secondAnalyst, role: "analyst", by: accounts.get("ines"), now });
  const speakers = await loadSpeakers(tx, content, { now, neighbours });
  const withRole = (role: DemoRole): number => {
    const person = content.people.find((one) => one.role === role);
    return required(person && accounts.get(person.key), role);
  };
  return {
    accounts,
    administrator: withRole("administrator"),
    analyst: withRole("analyst"),
    secondAnalyst,
    moderator: withRole("moderator"),
    facilitator: withRole("facilitator"),
    plannerOf: (agency) => required(planners.get(agency), agency),
    organisations: await loadOrganisations(tx, organisationsOf(content, accounts, { groupCodes, speakers, now })),
  };
}

/** In each place somebody whom its organisations chose, who can be written to. */
async function loadSpeakers(
  tx: WriteTx,
  { organisations }: DemoContent,
  { now, neighbours }: { now: Date; neighbours: readonly string[] },
): Promise<Map<string, number>> {
  const speakers = new Map<string, number>();
  const places = [...new Set(organisations.map(({ territory }) => territory))].sort();
  for (const [index, territory] of places.entries()) {
    const name = neighbours[index % neighbours.length];
    if (name === undefined) continue;
    const email = demoEmail(`vocera-${territory}`);
    speakers.set(territory, await createAccount(tx, { name, email, locale: "es", now }));
  }
  return speakers;
}

/** Every other organisation speaks for one group, in turn. */
function organisationsOf(
  { organisations, people }: DemoContent,
  accounts: ReadonlyMap<string, number>,
  { groupCodes, speakers, now }: { groupCodes: readonly string[]; speakers: ReadonlyMap<string, number>; now: Date },
) {
  return organisations.map((one, index) => {
    const leader = people.find((person) => person.organisation === index);
    return {
      name: one.name,
      kind: ORGANISATION_KINDS[one.kind] ?? "other",
      territory: one.territory,
      groups: groupCodes.length > 0 && index % 2 === 0 ? [groupCodes[(index / 2) % groupCodes.length] ?? ""] : [],
      representativeId: leader ? accounts.get(leader.key) : index % 3 === 0 ? undefined : speakers.get(one.territory),
      now,
    };
  });
}

function required(account: number | undefined, what: string): number {
  if (account === undefined) throw new Error(`The demonstration has nobody for ${what}`);
  return account;
}
