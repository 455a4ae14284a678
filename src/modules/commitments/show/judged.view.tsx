// Two verdicts side by side with the same weight: what the entity says, and what those who asked say.
import type { VNode } from "preact";
import { formatDayMonthYear, formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { PartsFigure } from "#platform/views/charts.tsx";
import { Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Said } from "#platform/views/text.tsx";
import { Verdicts } from "#platform/views/thread.tsx";
import { canBeJudged } from "../commitment.ts";
import type { Comment } from "../moderate/comments.sql.ts";
import type { Judgement } from "../story.sql.ts";
import type { Everything } from "./show-commitment.view.tsx";

const ANSWER_TONE = { yes: "done", partly: "warn", no: "late" } as const;
const ANSWER_COLOR = { yes: 1, partly: 5, no: 2 } as const;
const ANSWERS = ["yes", "partly", "no"] as const;

export function Judged({ commitment, judgement, comments, hidden, today }: Everything): VNode | null {
  if (!canBeJudged(commitment, today)) return null;
  const total = judgement.yes + judgement.partly + judgement.no;
  const people = peopleVerdict(judgement, total);
  return (
    <Section title={t("commitments.show.judgement")} id="juicio">
      <Verdicts
        level={3}
        items={[
          { who: t("commitments.show.agencySays"), word: t(`commitments.state.${commitment.state}`), tone: "info" },
          {
            who: t("commitments.show.peopleSay"),
            ...people,
            children: total > 0 ? <p>{t("commitments.show.answersCount", { n: total })}</p> : undefined,
          },
        ]}
      />
      {total > 0 && (
        <PartsFigure
          parts={ANSWERS.filter((answer) => judgement[answer] > 0).map((answer) => ({
            label: t(`commitments.judge.${answer}`),
            value: judgement[answer],
            color: ANSWER_COLOR[answer],
          }))}
          describe={(part) => `${part.label}: ${formatNumber(part.value)} (${formatPercent(part.value, total)})`}
        />
      )}
      <Comments comments={comments} hidden={hidden} />
      <NextLink href={href(`/compromisos/${commitment.id}/juzgar`)}>{t("commitments.show.judgeToo")}</NextLink>
    </Section>
  );
}

/** The answer with most votes; when two have as many, it says so instead of choosing. */
function peopleVerdict(judgement: Judgement, total: number) {
  if (total === 0) return { word: t("commitments.show.nobody"), tone: "plain" } as const;
  const most = Math.max(...ANSWERS.map((answer) => judgement[answer]));
  const [first, ...tied] = ANSWERS.filter((answer) => judgement[answer] === most);
  if (first === undefined || tied.length > 0) return { word: t("commitments.show.tied"), tone: "plain" } as const;
  return { word: t(`commitments.judge.${first}`), tone: ANSWER_TONE[first] };
}

function Comments({ comments, hidden }: { comments: readonly Comment[]; hidden: Everything["hidden"] }): VNode | null {
  if (comments.length === 0 && hidden.length === 0) return null;
  return (
    <Stack gap="s">
      <h3>{t("commitments.show.comments")}</h3>
      {comments.length > 0 && (
        <Bullets
          plain
          items={comments.map((one) => (
            <>
              <Said>{one.comment}</Said>
              <Fine>
                {t(`commitments.judge.${one.answer}`)} · {formatDayMonthYear(one.at)} ·{" "}
                <Link href={href(`/reportar/comment/${one.id}`)} label={`${t("moderation.report.link")} (${one.id})`}>
                  {t("moderation.report.link")}
                </Link>
              </Fine>
            </>
          ))}
        />
      )}
      {hidden.map(({ reason, n }) => (
        <Fine>{t("commitments.show.hiddenComments", { n, reason })}</Fine>
      ))}
    </Stack>
  );
}
