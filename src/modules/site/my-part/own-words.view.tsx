// What somebody asked of a note or said of a commitment, and what became of it.
import type { VNode } from "preact";
import type { MyRemark } from "#modules/commitments/index.ts";
import type { MyQuestion } from "#modules/news/index.ts";
import { formatDate, formatDayMonthYear, t } from "#platform/i18n/i18n.ts";
import { Details, Tag } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Plainly, Said, Small } from "#platform/views/text.tsx";

export function MyQuestions({ questions, today }: { questions: readonly MyQuestion[]; today: string }): VNode {
  return (
    <Stack gap="s">
      {questions.map((one) => (
        <>
          <Said>{one.text}</Said>
          {one.answer === null || one.answeredAt === null ? (
            <Small>
              {one.hiddenReason === null &&
                t(one.dueOn < today ? "news.question.was" : "news.question.due", { date: formatDate(one.dueOn) })}
            </Small>
          ) : (
            <Details summary={t("site.mine.answer", { date: formatDayMonthYear(one.answeredAt) })}>
              <Plainly text={one.answer} />
            </Details>
          )}
        </>
      ))}
    </Stack>
  );
}

export function MyRemarks({ remarks }: { remarks: readonly MyRemark[] }): VNode {
  return (
    <Stack gap="s">
      {remarks.map((one) => (
        <>
          <Said>{one.text}</Said>
          <p>
            <Tag tone={one.state === "shown" ? "done" : "plain"}>{t(`site.mine.remark.${one.state}`)}</Tag>
          </p>
        </>
      ))}
    </Stack>
  );
}
