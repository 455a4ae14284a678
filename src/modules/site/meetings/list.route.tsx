import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { countListed, listMeetings, type Meeting } from "#modules/meetings/index.ts";
import { getPublicProcess, type Process } from "#modules/processes/index.ts";
import { monthPeriod, monthQuery } from "#platform/clock/month.ts";
import { get } from "#platform/http/route.ts";
import { formatMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { KeysetPagination, Meetings } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { leafs } from "./leafs.tsx";

const COMING = 60;
const PAST = 30;

/** Where and when to meet: what is to come, and what was. */
export const listAllMeetings = get({
  path: "/reuniones",
  access: "public",
  query: z.object({
    lugar: z.string().max(80).optional().catch(undefined),
    proceso: z.string().max(80).optional().catch(undefined),
    /** Only those that took place, of a month if one is said: what results count. */
    hechas: z.literal("si").optional().catch(undefined),
    mes: monthQuery(),
    pasadas: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
  }),
  cache: { seconds: 60, tags: () => ["meetings"] },
  handle: async (ctx, { query }) => {
    const { db, entity, now } = ctx;
    const place = query.lugar === undefined ? undefined : entity.find(query.lugar);
    const process = query.proceso === undefined ? undefined : await getPublicProcess(db, query.proceso);
    const where = {
      territories: place && [place.code],
      processId: process?.id,
      began: query.mes === undefined ? undefined : monthPeriod(query.mes, entity.timeZone),
    };
    const held = query.hechas === undefined ? undefined : { ...where, states: ["held", "published"] as const };
    const coming =
      held === undefined ? await listMeetings(db, { ...where, endsAfter: now, order: "next", limit: COMING }) : [];
    const past = await listMeetings(db, {
      ...(held ?? { ...where, endedBy: now }),
      order: "last",
      limit: PAST + 1,
      offset: (query.pasadas - 1) * PAST,
    });
    return {
      kind: "page",
      title: place === undefined ? t("meetings.list.title") : t("meetings.list.titleIn", { place: place.name }),
      section: "participate",
      crumbs: [{ text: t("site.home.crumb"), path: "/" }, { text: t("meetings.list.crumb") }],
      body: (
        <ListMeetings
          entity={entity}
          now={now}
          place={place?.code}
          process={process}
          month={query.mes}
          held={held && (await countListed(db, held))}
          page={query.pasadas}
          coming={coming}
          past={past}
        />
      ),
    };
  },
});

interface Props {
  entity: Entity;
  now: Date;
  /** Code of the place, when the list is of one. */
  place: string | undefined;
  /** When the list is of one. */
  process: Process | undefined;
  /** `YYYY-MM`, when the list is of one. */
  month: string | undefined;
  /** How many took place, when the list is of those. */
  held: number | undefined;
  page: number;
  coming: readonly Meeting[];
  past: readonly Meeting[];
}

function ListMeetings(props: Props): VNode {
  const { entity, now, place, process, month, held, page, coming, past } = props;
  const name = place === undefined ? undefined : entity.find(place)?.name;
  const kept: Record<string, string> = {
    ...(process && { proceso: process.slug }),
    ...(held !== undefined && { hechas: "si" }),
    ...(month !== undefined && { mes: month }),
  };
  const address = (n: number): string => {
    const search = new URLSearchParams({
      ...(place && { lugar: place }),
      ...kept,
      ...(n > 1 && { pasadas: String(n) }),
    });
    return href(`/reuniones${search.size === 0 ? "" : `?${search}`}`);
  };
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{name === undefined ? t("meetings.list.title") : t("meetings.list.titleIn", { place: name })}</h1>
        <Lead>{process === undefined ? t("meetings.list.lead") : process.title}</Lead>
        {held !== undefined && (
          <Lead>
            <strong>{t("meetings.list.held", { n: held })}</strong>
            {month !== undefined && ` ${t("meetings.list.inMonth", { month: formatMonthYear(month) })}`}
          </Lead>
        )}
      </Stack>
      <Form action={href("/reuniones")} method="get" layout="row" hidden={kept}>
        <Select
          id="lugar"
          label={t("site.calendar.place")}
          placeholder={t("meetings.list.everywhere")}
          value={place}
          options={entity.participationTerritories().map((one) => ({ value: one.code, label: one.name }))}
        />
        <Button kind="quiet">{t("meetings.list.filter")}</Button>
      </Form>
      {page === 1 && held === undefined && (
        <Section title={t("meetings.list.coming")} id="proximas" gap="s">
          {coming.length === 0 ? (
            <EmptyState title={t("meetings.list.noComing")} text={t("meetings.list.noComingText")} />
          ) : (
            <Meetings items={leafs(coming, entity, now)} />
          )}
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t("meetings.list.past")} id="pasadas" gap="s">
          <Meetings items={leafs(past.slice(0, PAST), entity, now)} />
          <KeysetPagination
            previous={page > 1 ? address(page - 1) : undefined}
            next={past.length > PAST ? address(page + 1) : undefined}
          />
        </Section>
      )}
    </Page>
  );
}
