// Reminds officials of the requests that they answer, and whoever is above them of those that are late: as commitments do. Those that
// only the protection role reads are told to that role alone, by their number.
import type { LetterWords } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { type Reader, type ReminderKind, remindOfficials } from "#modules/commitments/index.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { formatDayMonthYear, type Locale, t } from "#platform/i18n/i18n.ts";
import type { Job } from "#platform/module.ts";
import { ROUTES } from "../rights/reserved.tsx";
import { type DueCase, listDueCases } from "./remind.sql.ts";

const LISTED = 30;

const SHARED: Pick<ReminderKind<DueCase>, "skip" | "keep"> = {
  // Terms are of ten days or more: the first reminder of a promise would come with the request itself.
  skip: new Set(["before-10"]),
  keep: (tx, sent) =>
    insertMany(
      tx,
      "case_reminders",
      sent.map(({ id, dueDate, step, at }) => ({ case_id: id, due_on: dueDate, step, at })),
    ),
};

export const remindJob: Job = {
  name: "cases.remind",
  cron: "*/20 * * * *",
  run: async (services) => {
    await remindOfficials(services, {
      ...SHARED,
      key: "case-reminder",
      role: "case_officer",
      listDue: (tx, until) => listDueCases(tx, until, false),
      wordsOf,
    });
    await remindOfficials(services, {
      ...SHARED,
      key: "case-reserved-reminder",
      role: "protection",
      roleAlone: true,
      listDue: (tx, until) => listDueCases(tx, until, true),
      wordsOf: reservedWordsOf,
    });
  },
};

/** Of a request, its number and its day. */
function dueItems(due: readonly DueCase[], today: string, more: (one: DueCase) => string[] = () => []) {
  return due.slice(0, LISTED).map((one) => ({
    title: one.title,
    path: `/gestion/solicitudes/${one.id}`,
    text: [
      t(one.dueDate < today ? "cases.remind.was" : "cases.remind.is", { date: formatDayMonthYear(one.dueDate) }),
      ...more(one),
    ].join(" · "),
  }));
}

/** How many of them are late, and how many will be; and those that the letter does not list. */
function countsOf(due: readonly DueCase[], today: string) {
  const late = due.filter(({ dueDate }) => dueDate < today).length;
  const more = due.length - LISTED;
  return {
    counts: { late, soon: due.length - late },
    rest: more > 0 ? { after: t("cases.remind.more", { n: more }) } : {},
  };
}

function wordsOf(
  { of, due }: Reader<DueCase>,
  { entity, locale, today }: { entity: Entity; locale: Locale; today: string },
): LetterWords {
  const { counts, rest } = countsOf(due, today);
  return {
    subject: t(`cases.remind.${of}.subject`, counts),
    paragraphs: [t(`cases.remind.${of}.text`)],
    items: dueItems(due, today, ({ agency }) => [entity.name(entity.agency(agency), locale)]),
    ...rest,
    action: {
      text: t("cases.remind.action"),
      path: of === "own" ? "/gestion/solicitudes" : "/gestion/solicitudes/tablero",
    },
    why: t(`cases.remind.${of}.why`),
  };
}

function reservedWordsOf({ due }: Reader<DueCase>, { today }: { today: string }): LetterWords {
  const { counts, rest } = countsOf(due, today);
  return {
    subject: t("cases.remind.own.subject", counts),
    paragraphs: [t("cases.remind.reserved.text")],
    items: dueItems(due, today),
    ...rest,
    action: { text: t("cases.remind.action"), path: ROUTES },
    why: t("cases.remind.reserved.why"),
  };
}
