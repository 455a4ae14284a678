// One thing that was found, or an effect, with what the agency answers and by when it must.
import type { VNode } from "preact";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import type { Entity } from "#core/territory/index.ts";
import { type LifeThing, TitleOf } from "#core/trace/index.ts";
import { formatDate, formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { Picture, Tag } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item } from "#platform/views/lists.tsx";
import { Fine, Plainly, Said, Small } from "#platform/views/text.tsx";
import type { Finding } from "../oversight.sql.ts";
import { stateOf } from "../oversight.ts";

export interface FindingProps {
  finding: Finding;
  /** What it is about, if everybody may see it. */
  subject: LifeThing | undefined;
  entity: Entity;
  today: string;
}

const TONES = { answered: "done", waiting: "warn", overdue: "late", effect: "info" } as const;

/** The state in a word; of what is late, for how many working days. */
export function FindingTag({ finding, entity, today }: Omit<FindingProps, "subject">): VNode {
  const state = stateOf(finding, today);
  const late =
    state === "overdue" ? workingDaysBetween(workCalendar(entity.jurisdiction), finding.dueOn ?? today, today) : 0;
  return <Tag tone={TONES[state]}>{t(`oversight.state.${state}`, { n: late })}</Tag>;
}

export function FindingItem({ finding, subject, entity, today }: FindingProps): VNode {
  const { id, at, text, contract, hiddenReason } = finding;
  if (hiddenReason !== null) {
    return (
      <Item id={`dicho-${id}`} small>
        <Small soft>{t("oversight.hidden", { reason: hiddenReason })}</Small>
      </Item>
    );
  }
  return (
    <Item
      id={`dicho-${id}`}
      over={<FindingTag finding={finding} entity={entity} today={today} />}
      meta={formatDayMonthYear(at)}
    >
      {subject !== undefined && (
        <Small>
          {t("oversight.about")}{" "}
          <Link href={href(subject.path)}>
            <TitleOf thing={subject} />
          </Link>
          {contract !== null && ` · ${t("oversight.contract", { code: contract })}`}
        </Small>
      )}
      <Said>{text}</Said>
      <Attached finding={finding} />
      <Answer finding={finding} entity={entity} today={today} />
      <Fine>
        <Link href={href(`/reportar/finding/${id}`)} label={`${t("moderation.report.link")} (${id})`}>
          {t("moderation.report.link")}
        </Link>
      </Fine>
    </Item>
  );
}

function Attached({ finding: { file, at } }: Pick<FindingProps, "finding">): VNode | null {
  if (file === null) return null;
  const path = `/veedurias/archivos/${file.id}`;
  if (!file.type.startsWith("image/")) return <Link href={path}>{t("oversight.document")}</Link>;
  const alt = t("oversight.photo", { date: formatDayMonthYear(at) });
  return <Picture src={`${path}?chica`} alt={alt} width={file.width ?? 0} height={file.height ?? 0} />;
}

/** Who must answer, by when, and what they said. */
function Answer({ finding, entity, today }: Omit<FindingProps, "subject">): VNode | null {
  const { answer, answeredBy, answeredAt, dueOn, agency } = finding;
  if (dueOn === null) return null;
  const who = agency === null ? t("oversight.government") : entity.name(entity.agency(agency), locale());
  if (answer === null) {
    return <Small>{t(dueOn < today ? "oversight.was" : "oversight.due", { who, date: formatDate(dueOn) })}</Small>;
  }
  return (
    <Stack gap="xs">
      <p>
        <strong>{t("oversight.answers", { who })}</strong>
      </p>
      <Plainly text={answer} />
      <Small soft>{[answeredBy, answeredAt && formatDayMonthYear(answeredAt)].filter(Boolean).join(" · ")}</Small>
    </Stack>
  );
}
