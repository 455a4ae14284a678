// What an entity folder may say, field by field. A message here is the name of a problem, not prose: the sentence that
// an official reads is under "territory.problem" in messages/.
import { z } from "zod";
import { languageCode } from "#platform/i18n/i18n.ts";

/** Jurisdictions whose law is written in code; an entity of any other country needs that code first. */
export const JURISDICTIONS = ["co", "cl"] as const;

/** Codes of catalogues go into addresses, files and CSV columns: lowercase words joined by hyphens. */
const CATALOG_CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Codes of territories are those of the national statistics office, with an optional suffix for what it does not code. */
const TERRITORY_CODE = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

const required = { error: (issue: { input?: unknown }) => (issue.input === undefined ? "required" : "text") };

const text = z
  .string(required)
  .max(160, "too-long")
  .refine((value) => !CONTROL.test(value), "control");
const catalogCode = z.string(required).max(40, "too-long").regex(CATALOG_CODE, "code");
const territoryCode = z.string(required).max(20, "too-long").regex(TERRITORY_CODE, "territory-code");

/** Text in both languages of the program. */
const bilingual = z.strictObject({ es: text, en: text }, { error: unknownKeyOr("bilingual") });
export type Bilingual = z.infer<typeof bilingual>;

const kindName = z.strictObject(
  {
    es: z.strictObject(
      { one: text, other: text, gender: z.enum(["m", "f"], "gender") },
      { error: unknownKeyOr("kind") },
    ),
    en: z.strictObject({ one: text, other: text }, { error: unknownKeyOr("kind") }),
  },
  { error: unknownKeyOr("kind") },
);
/** How a kind of territory is called, in singular and plural; Spanish also needs its gender for the article. */
export type KindName = z.infer<typeof kindName>;

const color = z
  .string(required)
  .regex(/^#[0-9A-Fa-f]{6}$/, { error: "color", abort: true })
  .refine(readableUnderWhite, "contrast");
const webAddress = z.url({ protocol: /^https?$/, error: "url" });

const hour = z.string(required).regex(/^([01]\d|2[0-3]):[0-5]\d$/, "hour");

const phoneLine = z.strictObject(
  { phone: z.string(required).regex(/^\+?\d{2,15}$/, "phone"), names: bilingual },
  { error: unknownKeyOr("shape") },
);

/** What is done, by whom and until when, for somebody whose rights are in danger: one route for each kind of person or harm. */
const rightsRoute = z.strictObject(
  {
    code: catalogCode,
    names: bilingual,
    /** Words that propose it: of each sign, all of them begin words of what somebody wrote. */
    signs: z.array(text, { error: unknownKeyOr("shape") }).max(200, "too-many"),
    /** Telephones that help now. */
    lines: z.array(phoneLine, { error: unknownKeyOr("shape") }).max(8, "too-many"),
    steps: z
      .array(
        z.strictObject(
          {
            code: catalogCode,
            names: bilingual,
            /** Who does it. */
            body: bilingual,
            /** Until when, since it was opened: by the clock, or by the working days of the entity. */
            term: z.union(
              [
                z.strictObject({ hours: z.int().min(1).max(720) }),
                z.strictObject({ workingDays: z.int().min(1).max(300) }),
              ],
              "term",
            ),
          },
          { error: unknownKeyOr("shape") },
        ),
        { error: unknownKeyOr("shape") },
      )
      .min(1, "required")
      .max(20, "too-many"),
    /** The rules it is taken from, and what is still to be confirmed. */
    source: bilingual,
  },
  { error: unknownKeyOr("shape") },
);
export type RightsRoute = z.infer<typeof rightsRoute>;

/** `entity.json`: who the government is, and how its pages look and speak. */
export const entityFile = z.strictObject(
  {
    code: catalogCode,
    names: bilingual,
    shortNames: bilingual,
    country: z.string(required).regex(/^[A-Z]{2}$/, "country"),
    jurisdiction: z.enum(JURISDICTIONS, "jurisdiction"),
    locale: z.string(required).refine(isLocale, "locale"),
    timeZone: z.string(required).refine(isTimeZone, "time-zone"),
    currency: z.string(required).refine(isCurrency, "currency"),
    /** Languages of its people, beside those in which the program speaks: statements are translated into them. */
    languages: z
      .array(
        z.strictObject(
          { code: z.string(required).refine((code) => languageCode(code) === code, "language"), names: bilingual },
          { error: unknownKeyOr("shape") },
        ),
        { error: unknownKeyOr("shape") },
      )
      .max(40, "too-many")
      .default([]),
    /** What its printers take. */
    paper: z.enum(["letter", "a4"], { error: unknownKeyOr("shape") }).default("letter"),
    rootTerritory: territoryCode,
    participationLevel: catalogCode,
    featuredTerritories: z
      .array(territoryCode, { error: unknownKeyOr("shape") })
      .max(8, "too-many")
      .default([]),
    kinds: z.record(catalogCode, kindName, { error: unknownKeyOr("shape") }),
    groupingKinds: z.record(catalogCode, kindName, { error: unknownKeyOr("shape") }).default({}),
    dimensions: z.record(catalogCode, bilingual, { error: unknownKeyOr("shape") }).default({}),
    contact: z.strictObject(
      {
        address: text,
        hours: bilingual.optional(),
        phone: text.optional(),
        email: z.email("email").optional(),
        website: webAddress.optional(),
      },
      { error: unknownKeyOr("shape") },
    ),
    emergency: z
      .array(phoneLine, { error: unknownKeyOr("shape") })
      .max(8, "too-many")
      .default([]),
    brand: z
      .strictObject(
        {
          primary: color.optional(),
          header: color.optional(),
          logo: z
            .string(required)
            .regex(/^[\w.-]+\.(svg|png)$/, "logo")
            .optional(),
        },
        { error: unknownKeyOr("shape") },
      )
      .default({}),
    links: z
      .array(z.strictObject({ names: bilingual, url: webAddress }, { error: unknownKeyOr("shape") }), {
        error: unknownKeyOr("shape"),
      })
      .default([]),
    /** How requests with a legal term are numbered, received and shared out among agencies. */
    cases: z
      .strictObject(
        {
          /** First letters of their numbers. */
          prefix: z
            .string(required)
            .regex(/^[A-Z]{2,8}$/, "prefix")
            .optional(),
          /** Hour from which what arrives is received on the next working day. */
          deskCloses: hour.default("17:00"),
          /** Who answers when no rule says; the first agency when absent. */
          firstAgency: catalogCode.optional(),
          competences: z
            .array(
              z.strictObject(
                { sector: catalogCode.optional(), territory: territoryCode.optional(), agency: catalogCode },
                { error: unknownKeyOr("shape") },
              ),
              { error: unknownKeyOr("shape") },
            )
            .max(500, "too-many")
            .default([]),
          /** Hours of the chat with an official, on working days; without them there is no chat. */
          chat: z
            .strictObject({ opens: hour, closes: hour }, { error: unknownKeyOr("shape") })
            .refine(({ opens, closes }) => opens < closes, "hours")
            .optional(),
          /** Routes for whoever needs protection. */
          routes: z
            .array(rightsRoute, { error: unknownKeyOr("shape") })
            .max(20, "too-many")
            .default([]),
        },
        { error: unknownKeyOr("shape") },
      )
      .default({ deskCloses: "17:00", competences: [], routes: [] }),
    texts: z.strictObject(
      { placeSearch: bilingual, neighbourhood: bilingual, requests: bilingual, sources: bilingual },
      { error: unknownKeyOr("shape") },
    ),
  },
  { error: unknownKeyOr("shape") },
);
export type EntityFile = z.infer<typeof entityFile>;

const decimal = (low: number, high: number) =>
  z.string(required).transform((value, context) => numberWithin(value, low, high, "coordinate", context));
const whole = (high: number) =>
  z.string(required).transform((value, context) => {
    if (!/^\d+$/.test(value)) {
      context.addIssue({ code: "custom", message: "whole" });
      return z.NEVER;
    }
    return numberWithin(value, 0, high, "whole", context);
  });

const named = { code: catalogCode, name_es: text, name_en: text };

/** One line of each CSV file. An empty cell arrives as `undefined`. */
export const rowSchemas = {
  "territories.csv": z.object({
    code: territoryCode,
    level: catalogCode,
    kind: catalogCode.optional(),
    parent_code: territoryCode.optional(),
    name: text,
    short_name: text.optional(),
    lat: decimal(-90, 90).optional(),
    lon: decimal(-180, 180).optional(),
    population: whole(2_000_000_000).optional(),
    grid_x: whole(99).optional(),
    grid_y: whole(99).optional(),
  }),
  "groupings.csv": z.object({ ...named, kind: catalogCode, members: z.string(required).max(4000, "too-long") }),
  "agencies.csv": z.object({ ...named, parent_code: catalogCode.optional() }),
  "sectors.csv": z.object(named),
  "rights.csv": z.object(named),
  "population_groups.csv": z.object({
    ...named,
    kind: z.enum(["life-course", "other"], "group-kind"),
    age_from: whole(130).optional(),
    age_to: whole(130).optional(),
  }),
  "differential.csv": z.object({ dimension: catalogCode, ...named }),
};
export type CsvFileName = keyof typeof rowSchemas;
export type Row<File extends CsvFileName> = z.infer<(typeof rowSchemas)[File]>;

/** Columns that may be left out of the header altogether. */
export const OPTIONAL_COLUMNS: ReadonlySet<string> = new Set(
  "kind short_name lat lon population grid_x grid_y age_from age_to parent_code".split(" "),
);

function unknownKeyOr(problem: string) {
  return (issue: { code?: string; input?: unknown }) => {
    if (issue.code === "unrecognized_keys") return "unknown-key";
    return issue.input === undefined ? "required" : problem;
  };
}

function numberWithin(value: string, low: number, high: number, problem: string, context: z.RefinementCtx): number {
  // A spreadsheet set to Spanish writes 3,41; nothing else can be meant, since coordinates carry no thousands.
  const number = /^-?\d+([.,]\d+)?$/.test(value) ? Number(value.replace(",", ".")) : Number.NaN;
  if (number >= low && number <= high) return number;
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
}

function isTimeZone(name: string): boolean {
  try {
    return name.includes("/") && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name)[0] === name && Intl.DateTimeFormat.supportedLocalesOf(name).length === 1;
  } catch {
    return false;
  }
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

/** WCAG contrast of white text on the colour, 4.5:1 at least: a brand must not make its own buttons unreadable. */
function readableUnderWhite(hex: string): boolean {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return 1.05 / (luminance + 0.05) >= 4.5;
}
