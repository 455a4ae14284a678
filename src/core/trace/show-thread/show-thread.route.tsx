import type { VNode } from "preact";
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { formatDayMonthYear, formatNumber, href, t, translate } from "#platform/i18n/i18n.ts";
import { Card, Details } from "#platform/views/content.tsx";
import type { IconName } from "#platform/views/icons.tsx";
import { Page, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Bullets, Lead, Said, Small } from "#platform/views/text.tsx";
import { Knot, Rope, Thread } from "#platform/views/thread.tsx";
import { findLife, type Kinds, type Life, type LifeEvent, type LifeThing } from "../life.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
/** Needs named one by one before the rest is folded. */
const NAMED = 3;

export const showThread = get({
  path: "/hilo/:id",
  access: "public",
  params,
  cache: { seconds: 60, tags: ({ id }) => ["threads", `thing:${id}`] },
  handle: async (ctx, input) => {
    const life = await findLife(ctx.db, input.params.id, ctx.kinds);
    if (life === undefined) throw notFound();
    return {
      kind: "page",
      title: t("trace.title", { title: life.focus.title }),
      section: "look",
      body: <ShowThread life={life} kinds={ctx.kinds} place={(code) => ctx.entity.find(code)?.name ?? ""} />,
    };
  },
});

export const threadJson = get({
  path: "/hilo/:id/datos.json",
  access: "public",
  params,
  handle: async (ctx, input) => {
    const life = await findLife(ctx.db, input.params.id, ctx.kinds);
    if (life === undefined) throw notFound();
    return { kind: "data", type: "application/json; charset=utf-8", body: JSON.stringify(life) };
  },
});

const ICON: Record<string, IconName> = { demand: "chat", initiative: "bulb", ballot: "ballot", commitment: "hands" };

interface Props {
  life: Life;
  kinds: Kinds;
  place: (code: string) => string;
}

function ShowThread({ life, kinds, place }: Props): VNode {
  const groups = [...Map.groupBy(life.things, (thing) => thing.kind)];
  const knots = groups.map(([kind, things]) => ({
    value: formatNumber(things.length),
    label: label(kinds, kind).toLowerCase(),
  }));
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{life.focus.title}</h1>
        <Lead>{t("trace.lead", { n: life.things.length })}</Lead>
      </Stack>
      {knots.length > 1 && (
        <Rope knots={knots} voices={life.things.filter((thing) => thing.kind === "demand").length} />
      )}
      <Split>
        <Thread>
          {groups.map(([kind, things]) => (
            <Group kind={kind} things={things} life={life} kinds={kinds} place={place} />
          ))}
        </Thread>
        <Side>
          <Card title={t("trace.what.title")} id="que-es" tone="flat">
            <p>{t("trace.what.text")}</p>
            <NextLink href={`/hilo/${life.focus.id}/datos.json`}>{t("trace.json")}</NextLink>
          </Card>
        </Side>
      </Split>
    </Page>
  );
}

function label(kinds: Kinds, kind: string): string {
  const key = kinds.get(kind)?.label;
  return key === undefined ? kind : t(key as "demands.kind");
}

function Group({ kind, things, life, kinds, place }: Props & { kind: string; things: readonly LifeThing[] }): VNode {
  const [first] = things;
  const ids = new Set(things.map((thing) => thing.id));
  const events = life.events.filter((event) => ids.has(event.thingId) && event.event !== "commitments.made");
  return (
    <Knot
      icon={ICON[kind] ?? "chat"}
      title={things.length === 1 ? label(kinds, kind) : t("trace.many", { kind: label(kinds, kind), n: things.length })}
      date={first && formatDayMonthYear(first.createdAt)}
    >
      {things.slice(0, NAMED).map((thing) => (
        <OneThing thing={thing} quoted={kind === "demand"} place={place} />
      ))}
      {things.length > NAMED && (
        <Details summary={t("trace.others", { n: things.length - NAMED })}>
          <Bullets items={things.slice(NAMED).map((thing) => <Link href={href(thing.path)}>{thing.title}</Link>)} />
        </Details>
      )}
      {events.length > 0 && <Bullets plain items={events.map((event) => <EventLine event={event} />)} />}
    </Knot>
  );
}

function OneThing({ thing, quoted, place }: { thing: LifeThing; quoted: boolean; place: Props["place"] }): VNode {
  const link = <Link href={href(thing.path)}>{thing.title}</Link>;
  return (
    <Stack gap="xs">
      {quoted ? <Said>{link}</Said> : <p>{link}</p>}
      {thing.territory && <Small soft>{place(thing.territory)}</Small>}
    </Stack>
  );
}

/** What happened, in words: the text of the event with the plain values of its data. */
function EventLine({ event }: { event: LifeEvent }): VNode {
  const data = Object.fromEntries(
    Object.entries(event.data).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
  );
  return (
    <Small>
      <strong>{formatDayMonthYear(event.at)}.</strong> {eventText(event.event, data)}
    </Small>
  );
}

function eventText(event: string, data: Record<string, string | number>): string {
  const date = (name: string) => ({
    [name]: /^\d{4}-\d\d-\d\d$/.test(String(data[name])) ? formatDayMonthYear(String(data[name])) : (data[name] ?? ""),
  });
  const values = { ...data, ...date("from"), ...date("to") };
  return translate(`trace.event.${event.replace(".", "-")}`, values);
}
