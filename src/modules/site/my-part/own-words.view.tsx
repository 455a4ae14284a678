// What somebody asked of a note, said of a commitment or answered in a conversation, and what became of it.
import type { VNode } from "preact";
import type { MyRemark } from "#modules/commitments/index.ts";
import type { CarriedStatement } from "#modules/conversations/index.ts";
import type { MyQuestion } from "#modules/news/index.ts";
import { formatDate, formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Details, Tag } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets, Plainly, Said, Small } from "#platform/views/text.tsx";
import type { Fate } from "./fate.sql.ts";
import { fateSentence } from "./fate.ts";

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

/** The statements of a conversation that went on, each with what became of it. */
export function WhatItBecame({
  statements = [],
  fates,
}: {
  statements?: readonly CarriedStatement[] | undefined;
  fates: ReadonlyMap<number, Fate>;
}): VNode | null {
  if (statements.length === 0) return null;
  return (
    <>
      <p>{t("site.mine.became")}</p>
      <Bullets
        items={statements.map(({ id, text, language }) => {
          const fate = fates.get(id);
          return (
            <>
              <Link href={href(`/hilo/${id}`)}>
                <span lang={language}>{text}</span>
              </Link>
              {". "}
              {fate && fateSentence(fate)}
            </>
          );
        })}
      />
    </>
  );
}
