// Every request that is late, a page at a time.
import { z } from "zod";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Pagination } from "#platform/views/lists.tsx";
import { Fine } from "#platform/views/text.tsx";
import { LateItems } from "./late.view.tsx";
import { countLate, listLate } from "./statistics.sql.ts";

const PATH = "/solicitudes/vencidas";
const SIZE = 50;
const MOST_PAGES = 10_000;

export const lateCases = get({
  path: PATH,
  access: "public",
  query: z.object({ pagina: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1) }),
  cache: { seconds: 60, tags: () => ["cases"] },
  handle: async (ctx, { query: { pagina } }) => {
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    const total = await countLate(ctx.db, today);
    const items = await listLate(ctx.db, today, { limit: SIZE, offset: (pagina - 1) * SIZE });
    const title = t("cases.public.lateTitle", { n: total });
    return {
      kind: "page",
      title,
      section: "cases",
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.public.lateCrumb") }],
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{title}</h1>
            <Fine>{t("cases.public.lateSource", { date: formatDate(today) })}</Fine>
          </Stack>
          {items.length === 0 && (
            <EmptyState
              level={2}
              title={t(total === 0 ? "cases.public.noLate" : "cases.public.noMore")}
              action={{ href: href("/solicitudes"), text: t("cases.title") }}
            />
          )}
          <LateItems ctx={ctx} items={items} today={today} level={2} />
          <Pagination
            current={pagina}
            total={Math.ceil(total / SIZE)}
            href={(page) => href(page === 1 ? PATH : `${PATH}?pagina=${page}`)}
          />
        </Page>
      ),
    };
  },
});
