import type { VNode } from "preact";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import type { Entity } from "#core/territory/index.ts";
import { compareNames, formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { Form, Select } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Fine, Lead, Written } from "#platform/views/text.tsx";
import { questionTerm } from "../legal-term.ts";
import type { countOverdue, listNewsFacets, listWaitingQuestions, News } from "../news.sql.ts";
import { voiceOf } from "../voice.ts";

/** Notes as a list, for any page; `level` is that of their titles. */
export function NewsItems({ news, entity, level }: { news: readonly News[]; entity: Entity; level: 2 | 3 }) {
  return (
    <Items>
      {news.map((one) => (
        <Item
          level={level}
          title={<Written>{one.title}</Written>}
          href={href(`/noticias/${one.id}`)}
          meta={[
            voiceOf(one, entity),
            one.territory && entity.find(one.territory)?.name,
            one.publishedAt && formatDayMonthYear(one.publishedAt),
          ]
            .filter(Boolean)
            .join(" · ")}
        >
          <p>{one.changed.length > 200 ? `${one.changed.slice(0, 199)}…` : one.changed}</p>
        </Item>
      ))}
    </Items>
  );
}

type Chosen = { place: string | undefined; agency: string | undefined };

interface Props {
  entity: Entity;
  chosen: Chosen;
  facets: Awaited<ReturnType<typeof listNewsFacets>>;
  news: readonly News[];
  page: number;
  total: number;
  counts: Awaited<ReturnType<typeof countOverdue>>;
  /** Questions that were not answered in time. */
  late: Awaited<ReturnType<typeof listWaitingQuestions>>;
  today: string;
}

const PAGE = 20;

export function NewsList(props: Props): VNode {
  const { entity, chosen, news, page, total, counts, today } = props;
  const term = questionTerm(entity.jurisdiction, today);
  const filtered = chosen.place !== undefined || chosen.agency !== undefined;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("news.list.title")}</h1>
        <Lead>{t("news.list.lead")}</Lead>
      </Stack>
      <Filters {...props} />
      {filtered && <p>{t("news.list.found", { n: total })}</p>}
      {news.length === 0 && (
        <EmptyState
          level={2}
          title={t("news.list.none")}
          text={t(filtered ? "news.list.noneFiltered" : "news.list.noneText")}
        />
      )}
      <NewsItems news={news} entity={entity} level={2} />
      <Pagination current={page} total={Math.ceil(total / PAGE)} href={(n) => href(addressOf(chosen, n))} />
      <Late {...props} />
      <Row links>
        <NextLink href={href("/noticias.atom")}>{t("news.list.feed")}</NextLink>
        <NextLink href="/noticias.json">{t("news.list.json")}</NextLink>
      </Row>
      <Fine>{t("news.list.waiting", { n: counts.waiting, days: term.days, source: term.source.article })}</Fine>
    </Page>
  );
}

function addressOf({ place, agency }: Chosen, page: number): string {
  const search = new URLSearchParams({
    ...(place && { lugar: place }),
    ...(agency && { organismo: agency }),
    ...(page > 1 && { pagina: String(page) }),
  });
  return `/noticias${search.size === 0 ? "" : `?${search}`}`;
}

/** Only places and agencies that have told something. */
function Filters({ entity, chosen, facets }: Props): VNode | null {
  if (facets.length === 0) return null;
  const optionsOf = (kind: "territory" | "agency", nameOf: (code: string) => string | undefined) =>
    facets
      .filter((one) => one.kind === kind)
      .map(({ code, n }) => ({ value: code, name: nameOf(code) ?? code, n }))
      .sort((a, b) => compareNames(a.name, b.name))
      .map(({ value, name, n }) => ({ value, label: `${name} (${n})` }));
  return (
    <Form action={href("/noticias")} method="get" layout="row">
      <Select
        id="lugar"
        label={t("news.list.place")}
        placeholder={t("news.list.everywhere")}
        value={chosen.place}
        options={optionsOf("territory", (code) => entity.find(code)?.name)}
      />
      <Select
        id="organismo"
        label={t("news.list.agency")}
        placeholder={t("news.list.anyAgency")}
        value={chosen.agency}
        options={optionsOf("agency", (code) => entity.name(entity.agency(code), locale()))}
      />
      <Button kind="quiet">{t("news.list.filter")}</Button>
    </Form>
  );
}

function Late({ late, counts, entity, today }: Props): VNode | null {
  if (late.length === 0) return null;
  const calendar = workCalendar(entity.jurisdiction);
  return (
    <Section title={t("news.list.late")} id="sin-respuesta" gap="s">
      <Notice tone="warn">
        {t("news.list.overdue", { n: counts.overdue, days: questionTerm(entity.jurisdiction, today).days })}
      </Notice>
      <Items>
        {late.map((one) => (
          <Item
            small
            title={<Written>{one.text}</Written>}
            href={href(`/noticias/${one.newsId}#pregunta-${one.id}`)}
            over={
              <Tag tone="late">{t("news.question.overdue", { n: workingDaysBetween(calendar, one.dueOn, today) })}</Tag>
            }
            meta={one.title}
          />
        ))}
      </Items>
    </Section>
  );
}
