// Reminds officials of the requests that they answer, and whoever is above them of those that are late: as commitments do.

import type { LetterWords } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { type Reader, remindOfficials } from "#modules/commitments/index.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { formatDayMonthYear, type Locale, t } from "#platform/i18n/i18n.ts";
import type { Job } from "#platform/module.ts";
import { type DueCase, listDueCases } from "./remind.sql.ts";

const LISTED = 30;

export const remindJob: Job = {
  name: "cases.remind",
  cron: "*/20 * * * *",
  run: (services) =>
    remindOfficials(services, {
      key: "case-reminder",
      role: "case_officer",
      // Terms are of ten days or more: the first reminder of a promise would come with the request itself.
      skip: new Set(["before-10"]),
      listDue: listDueCases,
      keep: (tx, sent) =>
        insertMany(
          tx,
          "case_reminders",
          sent.map(({ id, dueDate, step, at }) => ({ case_id: id, due_on: dueDate, step, at })),
        ),
      wordsOf,
    }),
};

function wordsOf(
  { of, due }: Reader<DueCase>,
  { entity, locale, today }: { entity: Entity; locale: Locale; today: string },
): LetterWords {
  const late = due.filter(({ dueDate }) => dueDate < today).length;
  const more = due.length - LISTED;
  return {
    subject: t(`cases.remind.${of}.subject`, { late, soon: due.length - late }),
    paragraphs: [t(`cases.remind.${of}.text`)],
    items: due.slice(0, LISTED).map(({ id, title, dueDate, agency }) => ({
      title,
      path: `/gestion/solicitudes/${id}`,
      text: [
        t(dueDate < today ? "cases.remind.was" : "cases.remind.is", { date: formatDayMonthYear(dueDate) }),
        entity.name(entity.agency(agency), locale),
      ].join(" · "),
    })),
    ...(more > 0 && { after: t("cases.remind.more", { n: more }) }),
    action: {
      text: t("cases.remind.action"),
      path: of === "own" ? "/gestion/solicitudes" : "/gestion/solicitudes/tablero",
    },
    why: t(`cases.remind.${of}.why`),
  };
}
