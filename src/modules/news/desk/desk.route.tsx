// Where officials begin: the questions that are due soonest, then the notes.
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { listDeskNews, listWaitingQuestions } from "../news.sql.ts";
import { voiceOf } from "../voice.ts";

const SHOWN = 100;

export const desk = get({
  path: "/gestion/noticias",
  access: "news.answer",
  handle: async (ctx) => {
    const { db, entity, authority } = ctx;
    const today = calendarDay(ctx.now, entity.timeZone);
    const questions = await listWaitingQuestions(db, SHOWN);
    const news = authority.may("news.write") ? await listDeskNews(db, SHOWN) : [];
    return {
      kind: "page",
      title: t("news.desk.title"),
      staff: true,
      section: "news",
      body: (
        <Page width="wide" gap="l">
          <Stack gap="s">
            <h1>{t("news.desk.title")}</h1>
            <Lead>{t("news.desk.lead")}</Lead>
          </Stack>
          {authority.may("news.write") && (
            <Actions>
              <LinkButton href={href("/gestion/noticias/nueva")} icon="plus">
                {t("news.desk.new")}
              </LinkButton>
            </Actions>
          )}
          <Section title={t("news.desk.questions", { n: questions.length })} id="preguntas">
            {questions.length === 0 && (
              <EmptyState
                title={t("news.desk.noQuestions")}
                text={t("news.desk.noQuestionsText")}
                action={
                  authority.may("news.write")
                    ? { href: href("/gestion/noticias/nueva"), text: t("news.desk.new") }
                    : { href: href("/noticias"), text: t("news.list.title") }
                }
              />
            )}
            <Items>
              {questions.map((one) => (
                <Item
                  title={one.text}
                  href={href(`/gestion/noticias/preguntas/${one.id}`)}
                  over={
                    <Tag tone={one.dueOn < today ? "late" : "warn"}>
                      {t(one.dueOn < today ? "news.question.was" : "news.question.due", {
                        date: formatDate(one.dueOn),
                      })}
                    </Tag>
                  }
                  meta={one.title}
                />
              ))}
            </Items>
          </Section>
          {news.length > 0 && (
            <Section title={t("news.desk.notes")} id="notas">
              <Items>
                {news.map((one) => (
                  <Item
                    title={one.title}
                    href={href(`/gestion/noticias/${one.id}`)}
                    over={<Tag tone={one.state === "draft" ? "plain" : "done"}>{t(`news.state.${one.state}`)}</Tag>}
                    meta={voiceOf(one, entity)}
                  />
                ))}
              </Items>
            </Section>
          )}
        </Page>
      ),
    };
  },
});
