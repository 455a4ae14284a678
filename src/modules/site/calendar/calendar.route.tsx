import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { leafOf } from "#modules/meetings/index.ts";
import { type CalendarEvent, writeCalendar } from "#platform/calendar/icalendar.ts";
import { instantOf } from "#platform/clock/zone.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { formatDateShort, formatMonthYear, formatTime, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Meetings } from "#platform/views/lists.tsx";
import { Fine, Lead, Written } from "#platform/views/text.tsx";
import { type Entry, listEntries } from "./entries.ts";

const query = z.object({
  lugar: z.string().max(80).optional().catch(undefined),
  proceso: z.string().max(80).optional().catch(undefined),
});
type Query = z.infer<typeof query>;
const TAGS = ["processes", "meetings", "dates"] as const;
const MONTH_LETTERS = 7;

/** The place asked for, by its address word or code. @throws 404 for one that does not exist. */
function placeOf(entity: Entity, { lugar }: Query): string | undefined {
  if (lugar === undefined || lugar === "") return undefined;
  const place = entity.bySlug(lugar) ?? entity.find(lugar);
  if (place === undefined || !entity.isParticipationTerritory(place.code)) throw notFound();
  return place.code;
}

export const showCalendar = get({
  path: "/calendario",
  access: "public",
  query,
  cache: { seconds: 60, tags: () => TAGS },
  handle: async (ctx, input) => {
    const place = placeOf(ctx.entity, input.query);
    const entries = await listEntries(ctx.db, ctx.entity, { place, process: input.query.proceso }, ctx.now);
    return {
      kind: "page",
      title: titleOf(ctx.entity, place),
      section: "participate",
      crumbs: [{ text: t("site.home.crumb"), path: "/" }, { text: t("site.calendar.crumb") }],
      body: <Calendar entity={ctx.entity} place={place} process={input.query.proceso} entries={entries} />,
    };
  },
});

function titleOf(entity: Entity, place: string | undefined): string {
  return place === undefined
    ? t("site.calendar.title")
    : t("site.calendar.titleIn", { place: entity.territory(place).name });
}

/** The same dates for the calendar of a phone: one address that can be subscribed to, and never changes. */
export const calendarFile = get({
  path: "/calendario.ics",
  access: "public",
  query,
  handle: async (ctx, input) => {
    const { entity } = ctx;
    const place = placeOf(entity, input.query);
    const entries = await listEntries(ctx.db, entity, { place, process: input.query.proceso }, ctx.now);
    const events = entries.map((entry) => eventOf(ctx, entry));
    const name = `${titleOf(entity, place)} · ${entity.shortName(ctx.locale)}`;
    return {
      kind: "data",
      type: "text/calendar; charset=utf-8",
      filename: "calendario.ics",
      body: writeCalendar({ name, language: ctx.locale, events }, ctx.now),
    };
  },
});

function eventOf({ publicUrl, entity }: Context, entry: Entry): CalendarEvent {
  const host = new URL(publicUrl).hostname;
  const url = (path: string) => `${publicUrl}${href(path)}`;
  switch (entry.kind) {
    case "phase": {
      const { process, territory, dates, from, to } = entry;
      const place = territory === entity.root.code ? undefined : entity.territory(territory);
      return {
        kind: "days",
        uid: `phase-${process.id}-${territory}-${dates.phase}@${host}`,
        title: `${t(`processes.phase.${dates.phase}`)}: ${process.title}`,
        place: place?.name,
        url: url(`/procesos/${process.slug}${place === undefined ? "" : `/${place.slug}`}`),
        from,
        to,
      };
    }
    case "meeting": {
      const { meeting } = entry;
      return {
        kind: "hours",
        uid: `meeting-${meeting.id}@${host}`,
        title: meeting.title,
        text: meeting.agenda,
        place: [meeting.place, meeting.address, entity.territory(meeting.territory).name].filter(Boolean).join(", "),
        url: url(`/reuniones/${meeting.id}`),
        from: meeting.startsAt,
        to: meeting.endsAt,
        cancelled: meeting.state === "cancelled",
      };
    }
    case "date": {
      const { date } = entry;
      return {
        kind: "days",
        uid: `date-${date.number}@${host}`,
        title: date.title,
        text: date.text,
        place: date.territory === null ? undefined : entity.find(date.territory)?.name,
        url: date.link ?? url("/calendario"),
        from: date.from,
        to: date.to,
      };
    }
  }
}

interface Props {
  entity: Entity;
  place: string | undefined;
  process: string | undefined;
  entries: readonly Entry[];
}

function Calendar({ entity, place, process, entries }: Props): VNode {
  const search = new URLSearchParams();
  if (place !== undefined) search.set("lugar", entity.territory(place).slug);
  if (process !== undefined) search.set("proceso", process);
  const months = [...Map.groupBy(entries, (entry) => entry.from.slice(0, MONTH_LETTERS))];
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{titleOf(entity, place)}</h1>
        <Lead>{t("site.calendar.lead")}</Lead>
        <NextLink href={`${href("/calendario.ics")}${search.size === 0 ? "" : `?${search}`}`}>
          {t("site.calendar.subscribe")}
        </NextLink>
        <Fine>{t("site.calendar.how")}</Fine>
        <NextLink href={href("/calendario.csv")} download>
          {t("processes.calendar.download")}
        </NextLink>
      </Stack>
      <Form action={href("/calendario")} method="get" layout="row">
        <Select
          id="lugar"
          optional
          label={t("site.calendar.place")}
          placeholder={t("processes.calendar.everywhere")}
          value={place === undefined ? "" : entity.territory(place).slug}
          options={entity.participationTerritories().map(({ slug, name }) => ({ value: slug, label: name }))}
        />
        <Button kind="quiet">{t("site.calendar.show")}</Button>
      </Form>
      {entries.length === 0 && (
        <EmptyState level={2} title={t("site.calendar.none")} text={t("site.calendar.noneText")} />
      )}
      {months.map(([month, list]) => (
        <Section title={formatMonthYear(month)} id={`mes-${month}`} gap="s">
          <Meetings items={list.map((entry) => leaf(entry, entity, place))} />
        </Section>
      ))}
    </Page>
  );
}

function leaf(entry: Entry, entity: Entity, place: string | undefined) {
  const at = instantOf(`${entry.from}T12:00`, entity.timeZone);
  const until = entry.to === entry.from ? undefined : t("site.calendar.until", { date: formatDateShort(entry.to) });
  const words = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(" · ");
  switch (entry.kind) {
    case "phase": {
      const { process, dates } = entry;
      const path = place === undefined ? "" : `/${entity.territory(place).slug}`;
      return {
        ...leafOf({ startsAt: at, endsAt: at }),
        title: (
          <Link href={href(`/procesos/${process.slug}${path}`)}>
            {`${t(`processes.phase.${dates.phase}`)}: ${process.title}`}
          </Link>
        ),
        text: words([until, place === undefined ? t("site.calendar.each") : undefined]),
      };
    }
    case "meeting": {
      const { meeting } = entry;
      return {
        ...leafOf(meeting),
        title: (
          <Link href={href(`/reuniones/${meeting.id}`)}>
            <Written>{meeting.title}</Written>
          </Link>
        ),
        text: words([
          t("site.calendar.hours", { from: formatTime(meeting.startsAt), to: formatTime(meeting.endsAt) }),
          meeting.place,
          place === undefined ? entity.territory(meeting.territory).name : undefined,
        ]),
      };
    }
    case "date": {
      const { date } = entry;
      return {
        ...leafOf({ startsAt: at, endsAt: at }),
        title:
          date.link === null ? (
            <Written>{date.title}</Written>
          ) : (
            <Link href={date.link}>
              <Written>{date.title}</Written>
            </Link>
          ),
        text: (
          <>
            <Tag>{t(`processes.calendar.kind.${date.kind}`)}</Tag> {words([until, date.text])}
          </>
        ),
      };
    }
  }
}
