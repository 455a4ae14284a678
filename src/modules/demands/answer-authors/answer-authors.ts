// The answer to each author: made from what was decided and why, read by a person before it goes, and kept as it was sent.
import { addHistory, type Kinds, requireUnwritten } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { LOCALES, type Locale, region, t, withLocale } from "#platform/i18n/i18n.ts";
import { lockDemands } from "../demands.sql.ts";
import type { Analyst } from "../join-needs/join-needs.ts";
import { placesOf } from "../join-needs/places-of.ts";
import { type Decision, listTemplates, listUnanswered, type ToAnswer } from "./answers.sql.ts";

/** Answers sent at once: a person reads some and signs all, and the page comes back in seconds. */
export const BATCH = 200;
const NEED_LETTERS = 140;
export const PLACEHOLDERS = ["need", "reason", "place"] as const;
type Words = Record<(typeof PLACEHOLDERS)[number], string>;

/** The template of a decision: that of the process, or that of the program. */
export function templateOf(
  templates: ReadonlyMap<`${Decision}-${Locale}`, string>,
  decision: Decision,
  locale: Locale,
): string {
  const asTheyAre = { need: "{need}", reason: "{reason}", place: "{place}" };
  return (
    templates.get(`${decision}-${locale}`) ??
    withLocale(locale, region(), () => t(`demands.answer.template.${decision}`, asTheyAre))
  );
}

/** A template with its words in their places; the full stop of what is quoted is left to the sentence that quotes it. */
export function fillTemplate(template: string, words: Words): string {
  return template.replaceAll(/\{(need|reason|place)\}([»”]?)/g, (_, name: keyof Words, close: string) =>
    close === "" ? words[name] : words[name].replace(/\.$/, "") + close,
  );
}

function shorten(text: string): string {
  return text.length <= NEED_LETTERS ? text : `${text.slice(0, text.lastIndexOf(" ", NEED_LETTERS))}…`;
}

export interface Answer {
  need: ToAnswer;
  texts: Readonly<Record<Locale, string>>;
}

/** The answers that wait for a decision, as they would go out today. */
export async function draftAnswers(
  db: ReadDb,
  who: Analyst & { kinds: Kinds },
  process: Process,
  { decision, limit }: { decision: Decision; limit: number },
): Promise<Answer[]> {
  const territories = placesOf(who.entity, who.authority.territoriesFor("demands.answer"));
  const needs = await listUnanswered(db, { processId: process.id, territories, decision, limit });
  const templates = await listTemplates(db, process.id);
  const titles = await titlesOf(db, who.kinds, needs);
  return needs.map((need) => {
    const words = {
      need: shorten(need.text),
      place: who.entity.find(need.territory)?.name ?? "",
      reason: need.reason ?? shorten(titles.get(need.partOf ?? 0) ?? ""),
    };
    const text = (locale: Locale) => fillTemplate(templateOf(templates, decision, locale), words);
    return { need, texts: { es: text("es"), en: text("en") } };
  });
}

async function titlesOf(db: ReadDb, kinds: Kinds, needs: readonly ToAnswer[]): Promise<Map<number, string>> {
  const titles = new Map<number, string>();
  for (const [kind, own] of Map.groupBy(needs, ({ partOfKind }) => partOfKind ?? "")) {
    const ids = own.flatMap(({ partOf }) => partOf ?? []);
    const found = ids.length === 0 ? undefined : await kinds.get(kind)?.titles(db, [...new Set(ids)]);
    for (const [id, { title }] of found ?? []) titles.set(id, title);
  }
  return titles;
}

/**
 * Sends the oldest answers of a decision to their authors: by mail where there is a confirmed address, and in "my contributions"
 * and the thread always.
 * @returns how many. Throws 409 when none is left.
 */
export async function sendAnswers(
  tx: WriteTx,
  who: Analyst & { kinds: Kinds },
  process: Process,
  decision: Decision,
): Promise<number> {
  who.authority.require("demands.answer");
  const waiting = await draftAnswers(tx, who, process, { decision, limit: BATCH });
  await lockDemands(
    tx,
    waiting.map(({ need }) => need.id),
  );
  // Again, now that nobody else can answer or change them: what another has just sent is not sent twice.
  const held = new Set(waiting.map(({ need }) => need.id));
  const answers = (await draftAnswers(tx, who, process, { decision, limit: BATCH })).filter(({ need }) =>
    held.has(need.id),
  );
  if (answers.length === 0) throw new Problem(409, "demands.answer.nothing");
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("demand_answers")
    .values(
      answers.map(({ need, texts }) => ({
        demand_id: need.id,
        decision,
        text_es: texts.es,
        text_en: texts.en,
        sent_by: by ?? null,
        sent_at: who.now,
      })),
    )
    .execute();
  for (const { need, texts } of answers) {
    const data = { decision, ...texts };
    const line = { thingId: need.id, event: "demands.answered", data, by, now: who.now };
    await addHistory(tx, { ...line, public: false, toAuthors: true });
  }
  await touch(tx, ["demands", ...answers.map(({ need }) => `thing:${need.id}`)]);
  return answers.length;
}

/**
 * Changes how authors are answered in a process; each text stays in the history of the process. A template that lost its
 * `{need}` would answer everybody the same.
 * @throws Problem 409 when somebody wrote in the process after the line of history `seen`.
 */
export async function saveTemplates(
  tx: WriteTx,
  who: Analyst,
  process: Process,
  given: { decision: Decision; texts: Readonly<Record<Locale, string>>; seen: number },
): Promise<void> {
  who.authority.requireWhole("demands.answer");
  await requireUnwritten(tx, process.id, given.seen);
  for (const locale of LOCALES) {
    const text = given.texts[locale];
    if (!text.includes("{need}")) throw new Problem(400, "demands.answer.noNeed", { field: locale });
    const row = { text, edited_by: who.authority.actor.accountId ?? null, edited_at: who.now };
    await tx
      .insertInto("answer_templates")
      .values({ process_id: process.id, decision: given.decision, locale, ...row })
      .onConflict((conflict) => conflict.columns(["process_id", "decision", "locale"]).doUpdateSet(row))
      .execute();
  }
  await addHistory(tx, {
    thingId: process.id,
    event: "demands.template-changed",
    data: { decision: given.decision, ...given.texts },
    public: false,
    by: who.authority.actor.accountId,
    now: who.now,
  });
}
