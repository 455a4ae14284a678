// Agencies with promises of which nobody has told anything for a while. It says what is known, that nothing was told here,
// and not that nothing was done.
import { get } from "#platform/http/route.ts";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { boardPath } from "../board/board-query.ts";
import { listSilentAgencies } from "./unreported.sql.ts";

/** A quarter: what an agency is expected to tell of each promise. */
const DAYS = 90;

export const unreported = get({
  path: "/compromisos/sin-reporte",
  access: "public",
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async (ctx) => {
    const { entity } = ctx;
    const agencies = await listSilentAgencies(ctx.db, new Date(ctx.now.getTime() - DAYS * 86_400_000));
    return {
      kind: "page",
      title: t("commitments.silent.title"),
      section: "look",
      crumbs: [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: t("commitments.silent.title") }],
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("commitments.silent.title")}</h1>
            <Lead>{t("commitments.silent.lead", { days: DAYS })}</Lead>
          </Stack>
          <Notice>{t("commitments.silent.fair")}</Notice>
          {agencies.length === 0 ? (
            <EmptyState level={2} title={t("commitments.silent.none", { days: DAYS })} />
          ) : (
            <Section
              id="dependencias"
              title={t("commitments.silent.caption", { date: formatDayMonthYear(ctx.now), n: agencies.length })}
            >
              <Items>
                {agencies.map((one) => {
                  const agency = entity.agency(one.agency);
                  return (
                    <Item
                      title={entity.name(agency, locale())}
                      href={href(boardPath({ dependencia: one.agency }))}
                      over={agency.retired && <Tag>{t("commitments.silent.dissolved")}</Tag>}
                      meta={
                        one.lastReport === null
                          ? t("commitments.silent.never")
                          : t("commitments.silent.last", { date: formatDayMonthYear(one.lastReport) })
                      }
                    >
                      <p>{t("commitments.silent.count", { silent: one.silent, open: one.open })}</p>
                    </Item>
                  );
                })}
              </Items>
            </Section>
          )}
          <Fine>{t("commitments.silent.how", { days: DAYS })}</Fine>
          <NextLink href={href("/compromisos")}>{t("commitments.silent.board")}</NextLink>
        </Page>
      ),
    };
  },
});
