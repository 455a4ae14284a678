// Themes and second codings that were lived before this database.

import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import { LOCALES, type Locale } from "#platform/i18n/i18n.ts";
import { fillTemplate, templateOf } from "./answer-authors/answer-authors.ts";
import { DECISIONS, type Decision } from "./answer-authors/answers.sql.ts";

export interface LivedTheme {
  processId: number;
  name: string;
  by: number;
  at: Date;
  /** Needs in it, by id. */
  needs: readonly number[];
  /** Themes within it. */
  within: readonly { name: string; needs: readonly number[] }[];
}

/** Writes themes with those within them and their needs. */
export async function loadThemes(tx: WriteTx, themes: readonly LivedTheme[]): Promise<void> {
  const rowOf = ({ processId, by, at }: LivedTheme, name: string, parent: number | null) => ({
    process_id: processId,
    parent_id: parent,
    name,
    about: null,
    made_by: by,
    made_at: at,
  });
  const tops = await insertManyForIds(
    tx,
    "demand_themes",
    themes.map((theme) => rowOf(theme, theme.name, null)),
  );
  const inner = themes.flatMap((theme, index) => theme.within.map((one) => ({ theme, one, parent: tops[index] ?? 0 })));
  const inners = await insertManyForIds(
    tx,
    "demand_themes",
    inner.map(({ theme, one, parent }) => rowOf(theme, one.name, parent)),
  );
  await insertMany(
    tx,
    "demand_theme_members",
    [
      ...themes.map((theme, index) => ({ theme, id: tops[index] ?? 0, needs: theme.needs })),
      ...inner.map(({ theme, one }, index) => ({ theme, id: inners[index] ?? 0, needs: one.needs })),
    ].flatMap(({ theme: { by, at }, id, needs }) =>
      needs.map((need) => ({ theme_id: id, demand_id: need, put_by: by, put_at: at })),
    ),
  );
}

export interface LivedAnswer {
  need: number;
  decision: Decision;
  /** What goes in the words of the program. */
  words: { need: string; reason: string; place: string };
  by: number;
  at: Date;
}

/** Writes what authors were answered, in the words of the program; nobody is told again. */
export async function loadAnswers(tx: WriteTx, answers: readonly LivedAnswer[]): Promise<void> {
  const templates = new Map(
    DECISIONS.flatMap((decision) =>
      LOCALES.map((locale) => [`${decision}-${locale}`, templateOf(new Map(), decision, locale)] as const),
    ),
  );
  const text = ({ decision, words }: LivedAnswer, locale: Locale): string =>
    fillTemplate(templates.get(`${decision}-${locale}`) ?? "", words);
  await insertMany(
    tx,
    "demand_answers",
    answers.map((answer) => ({
      demand_id: answer.need,
      decision: answer.decision,
      text_es: text(answer, "es"),
      text_en: text(answer, "en"),
      sent_by: answer.by,
      sent_at: answer.at,
    })),
  );
}

export interface LivedCodings {
  processId: number;
  seed: string;
  by: number;
  at: Date;
  items: readonly {
    need: number;
    first: { sector: string; right?: string; by: number };
    second: { sector?: string; right?: string; by: number; at: Date };
    /** What both agreed on where they differed, if they have talked. */
    resolved?: { sector?: string; right?: string; at: Date };
  }[];
}

/** Writes a sample coded by two people. */
export async function loadCodings(tx: WriteTx, codings: LivedCodings): Promise<void> {
  const [id = 0] = await insertManyForIds(tx, "coding_samples", [
    { process_id: codings.processId, seed: codings.seed, drawn_by: codings.by, drawn_at: codings.at },
  ]);
  await insertMany(
    tx,
    "coding_items",
    codings.items.map(({ need, first, second, resolved }) => ({
      sample_id: id,
      demand_id: need,
      first_sector: first.sector,
      first_right: first.right ?? null,
      first_by: first.by,
      second_sector: second.sector ?? null,
      second_right: second.right ?? null,
      second_by: second.by,
      second_at: second.at,
      final_sector: resolved?.sector ?? null,
      final_right: resolved?.right ?? null,
      resolved_by: resolved === undefined ? null : second.by,
      resolved_how: resolved === undefined ? null : "jointly",
      resolved_at: resolved?.at ?? null,
    })),
  );
}

/** Needs that somebody has in hands, until an instant. */
export async function loadClaims(
  tx: WriteTx,
  claims: { needs: readonly number[]; by: number; at: Date; until: Date },
): Promise<void> {
  await insertMany(
    tx,
    "demand_claims",
    claims.needs.map((id) => ({
      demand_id: id,
      account_id: claims.by,
      claimed_at: claims.at,
      expires_at: claims.until,
    })),
  );
}
