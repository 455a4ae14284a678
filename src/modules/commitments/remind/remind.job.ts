// Reminds officials of what they promised.
import type { LetterWords } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { formatDayMonthYear, type Locale, t } from "#platform/i18n/i18n.ts";
import type { Job } from "#platform/module.ts";
import { type DueCommitment, listDue } from "./remind.sql.ts";
import { type Reader, remindOfficials } from "./remind-officials.ts";

const LISTED = 30;

export const remindJob: Job = {
  name: "commitments.remind",
  cron: "*/20 * * * *",
  run: (services) =>
    remindOfficials(services, {
      key: "reminder",
      role: "planner",
      listDue,
      keep: (tx, sent) =>
        insertMany(
          tx,
          "commitment_reminders",
          sent.map(({ id, dueDate, step, at }) => ({ commitment_id: id, due_date: dueDate, step, at })),
        ),
      wordsOf,
    }),
};

function wordsOf(
  { of, due }: Reader<DueCommitment>,
  { entity, locale, today }: { entity: Entity; locale: Locale; today: string },
): LetterWords {
  const late = due.filter(({ dueDate }) => dueDate < today).length;
  const soon = due.length - late;
  const shown = due.slice(0, LISTED);
  const more = due.length - shown.length;
  return {
    subject: t(`commitments.remind.${of}.subject`, { late, soon }),
    paragraphs: [t(`commitments.remind.${of}.text`)],
    items: shown.map(({ id, title, dueDate, agency }) => {
      const found = entity.agency(agency);
      const date = formatDayMonthYear(dueDate);
      const name = entity.name(found, locale);
      return {
        title,
        path: of === "own" ? `/gestion/compromisos/${id}` : `/compromisos/${id}`,
        text: [
          t(dueDate < today ? "commitments.remind.was" : "commitments.remind.is", { date }),
          t(found.retired ? "commitments.remind.dissolved" : "commitments.remind.agency", { agency: name }),
        ].join(" "),
      };
    }),
    ...(more > 0 && { after: t("commitments.remind.more", { n: more }) }),
    action: { text: t("commitments.remind.action"), path: of === "own" ? "/gestion/compromisos" : "/compromisos" },
    why: t(`commitments.remind.${of}.why`),
  };
}
