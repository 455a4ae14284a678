// What the lived-in demonstration holds, as plain data: no database, no clock, no file. The loader turns each list into
// rows. Things point at each other by their index in the list of their kind, so that the whole is one value that can be
// compared. Instants are `Date`; days without an hour (a promised date) are "YYYY-MM-DD" strings in the entity's zone.
import type { Locale } from "#platform/i18n/i18n.ts";

/** A sub-territory (comuna, corregimiento…) where the entity has them. */
export type DemoSubTerritory = { code: string; name: string };

/** A municipality as the generator needs it; `population` in people, coordinates in degrees (WGS 84). */
export type DemoTerritory = {
  code: string;
  name: string;
  population: number;
  lat: number;
  lon: number;
  subs: readonly DemoSubTerritory[];
};

/** The moment of a municipality inside a process: which phase is open there today. */
export type Moment = "gather" | "analyse" | "vote" | "commit" | "follow";

/** One phase of one municipality: open from `opensAt` (included) to `closesAt` (excluded). */
export type DemoPhase = { kind: Moment; opensAt: Date; closesAt: Date };

/** A municipality inside a process with its own five phases, in order and without gaps. `moment` is the one open today. */
export type DemoProcessTerritory = { code: string; moment: Moment; phases: readonly DemoPhase[] };

/**
 * A participation process. `draft` has neither territories open nor needs; `closed` receives nothing more (its `follow`
 * phase stays open, because what was promised is still followed and judged).
 */
export type DemoProcess = {
  key: "current" | "previous" | "draft";
  slug: string;
  title: string;
  purpose: string;
  status: "draft" | "published" | "closed";
  createdAt: Date;
  publishedAt?: Date;
  closedAt?: Date;
  /** Rules published beforehand: choices a person has, initiatives that win in each municipality, how votes are verified. */
  rules: { choices: number; winners: number; verification: "none" | "email" | "paper" };
  /** Phase of the public cycle (Ley 1757, MIPG). */
  cyclePhase: "diagnosis" | "formulation" | "implementation" | "monitoring" | "evaluation";
  /** Declared level of participation (MIPG). */
  level: "information" | "consultation" | "planning" | "control" | "execution";
  territories: readonly DemoProcessTerritory[];
};

/** What became of a need. In a closed process none is `waiting`; a merged one shares the fate of `into`, never merged itself. */
export type NeedFate =
  | { kind: "waiting"; read: boolean }
  | { kind: "merged"; into: number; at: Date }
  | { kind: "initiative"; initiative: number; at: Date }
  | { kind: "discarded"; reason: string; at: Date };

/** How a need reached us. */
export type Channel = "web" | "meeting" | "paper" | "phone";

/** Something a person or an organisation asks for, in their words. */
export type DemoNeed = {
  process: DemoProcess["key"];
  territory: string;
  /** Code of the sub-territory, where the entity has them and the person chose one. */
  sub?: string;
  /** Barrio or vereda as people write it, without its kind: "San Isidro". */
  place: string;
  text: string;
  /** Instant inside the gathering window of its municipality, never after today. */
  saidAt: Date;
  channel: Channel;
  /** Other people who said "me too". */
  supports: number;
  /** Codes of `groups` of the input; optional for people, so often empty. */
  groups: readonly string[];
  /** Index in `organisations`, when said in the name of one. */
  organisation?: number;
  /** Key of the demo person who said it, when it was one of them. */
  person?: string;
  /** Codes of the analyst. Absent while nobody has read it. */
  sector?: string;
  right?: string;
  /** Needs with the same number say the same thing in other words. */
  cluster: number;
  fate: NeedFate;
};

/** What is put to the vote, built from one cluster of needs. `draft` while the municipality is being analysed. */
export type DemoInitiative = {
  process: DemoProcess["key"];
  territory: string;
  title: string;
  text: string;
  place: string;
  sector: string;
  right?: string;
  groups: readonly string[];
  status: "draft" | "published";
  /** Estimated cost in whole units of currency, when known. */
  cost?: number;
  /** Code of the lead agency. */
  agency: string;
  feasibility: "viable" | "viable_with_conditions" | "under_study";
  feasibilityNote: string;
  createdAt: Date;
  /** Indices in `needs`, in order; includes the merged ones. */
  needs: readonly number[];
};

/** The vote of one person in one municipality: from 1 to `rules.choices` initiatives of it, different. */
export type DemoBallot = {
  process: DemoProcess["key"];
  territory: string;
  /** Number of the voter, unique inside its process. */
  voter: number;
  /** Instant inside the voting window, never after today. */
  at: Date;
  /** Indices in `initiatives`. */
  choices: readonly number[];
};

export type CommitmentState = "proposed" | "agreed" | "in_progress" | "met" | "partly_met" | "not_met";

/** One entry of the history of a commitment. The state after the last entry is the state of the commitment. */
export type DemoUpdate = {
  at: Date;
  state: CommitmentState;
  text: string;
  /** Progress that the agency reports, 0 to 100. */
  percent?: number;
  /** "3 of 5 veredas". */
  figure?: { done: number; of: number; unit: string };
  link?: { url: string; title: string };
};

/** A promised date that moved; `from` stays in sight. */
export type DemoDateChange = { at: Date; from: string; to: string; reason: string };

/** What those who asked say: counts of people, never more than those who asked, and a few comments. */
export type DemoJudgement = {
  opensAt: Date;
  closesAt: Date;
  yes: number;
  partly: number;
  no: number;
  comments: readonly { verdict: "yes" | "partly" | "no"; text: string; at: Date }[];
};

/** A promise made for an initiative that won. */
export type DemoCommitment = {
  process: DemoProcess["key"];
  territory: string;
  place: string;
  /** Index in `initiatives`. */
  initiative: number;
  text: string;
  sector: string;
  /** Code of the lead agency. */
  agency: string;
  /** Codes of agencies that answer with it. */
  coAgencies: readonly string[];
  /** Actors outside the entity, by name. */
  partners: readonly string[];
  /** A position, never the name of a person. */
  responsible: string;
  /** The date promised today; the first one is `dateChanges[0].from` when it moved. */
  dueDate: string;
  /** Money in whole units of currency: promised, and paid until today. */
  money?: { promised: number; paid: number };
  /** Instant of the first entry (`proposed`). */
  createdAt: Date;
  updates: readonly DemoUpdate[];
  dateChanges: readonly DemoDateChange[];
  judgement?: DemoJudgement;
};

export type DemoRole =
  | "administrator"
  | "analyst"
  | "planner"
  | "facilitator"
  | "moderator"
  | "case_officer"
  | "protection"
  | "citizen"
  | "representative"
  | "observer";

/** A meeting that was held, is to be held or was called off. Times in the past are held; the rest is planned. */
export type DemoMeeting = {
  process: DemoProcess["key"];
  territory: string;
  sub?: string;
  kind: "workshop" | "meeting";
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  agenda: readonly string[];
  calledAt: Date;
  /** Why it was called off, when it was. */
  cancelled?: string;
  /** People in the room, and of them those of each group; absent until it is held. */
  attendance?: { people: number; groups: ReadonlyMap<string, number> };
  /** Codes of agencies. */
  agencies: readonly string[];
  /** Indices in `organisations`. */
  organisations: readonly number[];
  officials: readonly { agency: string; position: string; name: string }[];
  /** Indices in `needs`: what was said there. */
  needs: readonly number[];
  /** Indices in `commitments`: what was agreed there. */
  commitments: readonly number[];
  /** Whether its minutes are published, who reviewed them for the community and what they objected to. */
  minutes?: { publishedAt: Date; representative: { name: string; organisation: string }; objection?: string };
};

/** Someone with a button "Enter as…". `territory`, `agency` and `organisation` limit the role where they are present. */
export type DemoPerson = {
  /** Stable key for the address: "milena". */
  key: string;
  name: string;
  role: DemoRole;
  /** What the button says after the name: "analista". */
  label: Record<Locale, string>;
  /** One sentence: what they come to do here. */
  purpose: Record<Locale, string>;
  territory?: string;
  agency?: string;
  /** Index in `organisations`. */
  organisation?: number;
};

/** An actor outside the entity in whose name needs are said. */
export type DemoOrganisation = { name: string; kind: string; territory: string; representative?: string };

/** The story that runs through everything, for a link from the home page. */
export type DemoStory = { needs: readonly number[]; initiative: number; commitment: number };

/** The whole demonstration. Equal input gives a deeply equal value. */
export type DemoContent = {
  processes: readonly DemoProcess[];
  organisations: readonly DemoOrganisation[];
  people: readonly DemoPerson[];
  needs: readonly DemoNeed[];
  initiatives: readonly DemoInitiative[];
  ballots: readonly DemoBallot[];
  commitments: readonly DemoCommitment[];
  meetings: readonly DemoMeeting[];
  /** Absent when the bank tells none or its municipality is missing. */
  story?: DemoStory;
};
