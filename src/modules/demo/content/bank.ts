// The words of the demonstration are data: a shared bank that any entity can speak with, and the entity's own files on
// top of it (places, local problems, the story). This file says what a bank holds and joins its files into one.
import { z } from "zod";

const lines = z.array(z.string().min(1));

const problemSchema = z.strictObject({
  id: z.string(),
  sector: z.string(),
  right: z.string(),
  groups: lines,
  /** Only where the territory carries one of these tags; absent: everywhere. */
  tags: lines.optional(),
  place: z.enum(["urban", "rural"]).optional(),
  /** Only in places that carry one of these marks (rural ones, unless the problem is urban). */
  at: lines.optional(),
  /** Never in places that carry one of these marks. */
  notAt: lines.optional(),
  agency: lines,
  kind: z.enum(["works", "service", "supply", "programme"]),
  /** Lowest and highest cost, in millions of the currency. */
  cost: z.tuple([z.number(), z.number()]),
  /** Whole statements. */
  say: lines,
  /** What follows from the problem; also whole statements. */
  why: lines,
  /** Clauses in subjunctive that go after "que". */
  ask: lines,
  /** Noun phrases that go after "necesitamos". */
  want: lines,
  title: lines,
  body: lines,
  promise: lines,
  post: lines,
  /** Singular, plural, lowest and highest number of what is promised. */
  unit: z.tuple([z.string(), z.string(), z.number(), z.number()]),
});

const openerSchema = z.strictObject({
  text: z.string(),
  /** Goes before something told, not before a request. */
  tells: z.boolean().optional(),
  groups: lines.optional(),
  place: z.enum(["urban", "rural"]).optional(),
});

const organisationSchema = z.strictObject({
  kind: z.string(),
  name: z.string(),
  the: z.string(),
  /** Only about these sectors of the bank. */
  sectors: lines.optional(),
  tags: lines.optional(),
  place: z.enum(["urban", "rural"]).optional(),
});

const placesSchema = z.strictObject({ tags: lines.default([]), rural: lines, urban: lines });

/** What the interface says of them, in its two languages. */
const bothLanguages = z.strictObject({ es: z.string(), en: z.string() });

const personSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  role: z.enum([
    "administrator",
    "analyst",
    "planner",
    "facilitator",
    "moderator",
    "case_officer",
    "protection",
    "citizen",
    "representative",
    "observer",
  ]),
  label: bothLanguages,
  purpose: bothLanguages,
  agency: lines.optional(),
  territory: z.literal("story").optional(),
  organisation: z.literal(true).optional(),
});

const processTextSchema = z.strictObject({ slug: z.string(), title: z.string(), purpose: z.string() });
const keywordsSchema = z.record(z.string(), lines);
const stageSchema = z.strictObject({ works: lines, service: lines, supply: lines, programme: lines });
const verdictSchema = z.enum(["yes", "partly", "no"]);

const storySchema = z.strictObject({
  territory: z.string(),
  place: z.string(),
  problem: z.string(),
  needs: z.array(
    z.strictObject({
      place: z.string(),
      text: z.string(),
      voice: z.literal("junta").optional(),
      person: z.string().optional(),
    }),
  ),
  leftOut: z.array(z.strictObject({ place: z.string(), text: z.string(), reason: z.string() })),
  initiative: z.strictObject({
    title: z.string(),
    text: z.string(),
    cost: z.number().int(),
    agency: lines,
    note: z.string(),
    weight: z.number(),
  }),
  commitment: z.strictObject({
    text: z.string(),
    responsible: z.string(),
    coAgencies: lines,
    partners: lines,
    promised: z.number().int(),
    paid: z.number().int(),
    /** `ago` in days before today. */
    updates: z.array(
      z.strictObject({
        ago: z.number().int(),
        state: z.enum(["agreed", "in_progress", "partly_met"]),
        percent: z.number(),
        figure: z.tuple([z.number(), z.number()]).optional(),
        text: z.string(),
        link: z.string().optional(),
      }),
    ),
    unit: z.string(),
    dueMonthDay: z.string(),
    movedMonthDay: z.string(),
    reason: z.string(),
    judgement: z.strictObject({
      yes: z.number().int(),
      partly: z.number().int(),
      no: z.number().int(),
      comments: z.array(z.strictObject({ verdict: verdictSchema, text: z.string() })),
    }),
  }),
  others: z.array(
    z.strictObject({
      problem: z.string(),
      place: z.string(),
      needs: z.number().int(),
      weight: z.number(),
      title: z.string(),
      promise: z.string().optional(),
      outcome: z.enum(["met", "partly", "late"]).optional(),
    }),
  ),
  /** What its municipality says first this time. */
  now: z.array(
    z.strictObject({
      problem: z.string(),
      place: z.string(),
      needs: z.number().int().positive(),
      supports: z.number().int(),
      text: z.string(),
      person: z.string().optional(),
    }),
  ),
});

const meetingsSchema = z.strictObject({
  halls: z.strictObject({ urban: lines, rural: lines }),
  workshops: lines,
  agreements: lines,
  agendaWorkshop: lines,
  agendaAgreements: lines,
  positions: lines,
  /** Of officials in function. */
  names: lines,
  /** Who reviews the minutes for the community, and for whom they speak. */
  representatives: lines,
  representing: lines,
  /** Words of a group → lowest and highest share of a room, in percent. */
  groups: z.record(z.string(), z.tuple([z.number().int(), z.number().int()])),
  objections: lines,
  cancelled: lines,
});

const bankSchema = z.strictObject({
  utcOffsetMinutes: z.number().int(),
  problems: z.array(problemSchema).min(1),
  askFrames: lines,
  /** What joins a request to what was told before the comma. */
  askJoins: lines,
  /** Plain words of someone who speaks of themself: another self before them would contradict it. */
  selfWords: lines,
  wantFrames: lines,
  openers: z.array(openerSchema),
  closings: lines,
  orgFrames: lines,
  orgs: z.array(organisationSchema).min(1),
  typos: z.record(z.string(), z.string()),
  kinds: z.record(z.string(), z.strictObject({ phrase: z.string(), keep: z.boolean().optional() })),
  defaultPlaces: z.strictObject({ rural: lines, urban: lines }),
  places: z.record(z.string(), placesSchema).default({}),
  moments: z.record(z.string(), z.enum(["gather", "analyse", "vote", "commit", "follow"])).default({}),
  sectors: keywordsSchema,
  groups: keywordsSchema,
  rights: keywordsSchema,
  agencies: z.strictObject({ fallback: lines }),
  process: z.strictObject({ current: processTextSchema, previous: processTextSchema, draft: processTextSchema }),
  people: z.array(personSchema),
  /** Reason of each score from 1 to 5, by criterion. */
  scoreNotes: z.record(z.string(), z.array(z.string()).length(5)).default({}),
  updates: z.strictObject({
    proposed: lines,
    agreed: lines,
    start: stageSchema,
    progress: stageSchema,
    partly: lines,
    met: lines,
    notmet: lines,
    stalled: lines,
  }),
  links: lines,
  dateReasons: lines,
  comments: z.strictObject({ yes: lines, partly: lines, no: lines }),
  discards: z.array(z.strictObject({ says: lines, reason: z.string() })),
  partners: lines,
  meetings: meetingsSchema,
  feasibility: z.strictObject({ viable: lines, viable_with_conditions: lines, under_study: lines }),
  story: storySchema.optional(),
});

/** A complete bank of words. */
export type DemoBank = z.infer<typeof bankSchema>;
/** Something that people lack, with every way of saying it and what comes of it. */
export type Problem = z.infer<typeof problemSchema>;
/** The story that runs through the demonstration. */
export type StoryBank = z.infer<typeof storySchema>;

/**
 * Joins the files of a bank, later ones on top: problems add up, tables of words merge by key, the rest is replaced.
 * Throws ZodError when something is missing or unknown.
 */
export function parseDemoBank(files: readonly unknown[]): DemoBank {
  const joined: Record<string, unknown> = {};
  for (const file of files) {
    for (const [key, value] of Object.entries(z.record(z.string(), z.unknown()).parse(file))) {
      joined[key] = joinValue(key, joined[key], value);
    }
  }
  return bankSchema.parse(joined);
}

function joinValue(key: string, before: unknown, value: unknown): unknown {
  if (key === "problems" && Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  const addsUp = key === "kinds" || key === "typos" || key === "sectors" || key === "groups" || key === "rights";
  if (addsUp && isTable(before) && isTable(value)) return { ...before, ...value };
  return value;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
