// The desk of the protection role for requests that follow a route: what is late first, without a word of what they tell.
import type { VNode } from "preact";
import { z } from "zod";
import { instantOf } from "#platform/clock/zone.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, post, redirect } from "#platform/http/route.ts";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { lockCase } from "../case-store.ts";
import { mayRead } from "../desk/case-acts.ts";
import { ROUTES } from "./reserved.tsx";
import { noteReading } from "./rights.ts";
import { untilOf } from "./rights.view.tsx";
import { findRoute } from "./route-signs.ts";
import { type RouteState, routeState } from "./route-state.ts";
import { listEndedRouted, listOpenRouted, listRouteEvents, type Places, type RoutedCase } from "./routes.sql.ts";

const PATH = "/gestion/solicitudes";
const SIZE = 50;
const MOST_PAGES = 10_000;
/** The last that ended: older ones are found by their number. */
const MOST_ENDED = 100;

type Routed = RoutedCase & { name: string; state: RouteState | undefined };

/** Where the reader has the protection role, with all that is inside. */
function placesOf({ authority, entity }: Context): Places {
  const held = authority.territoriesFor("protection.see");
  const within =
    held && entity.allTerritories().filter(({ code }) => held.some((place) => entity.isWithin(code, place)));
  return within?.map(({ code }) => code);
}

async function withState({ db, entity, now }: Context, found: readonly RoutedCase[]): Promise<Routed[]> {
  const events = await listRouteEvents(
    db,
    found.map(({ id }) => id),
  );
  return found.map((one) => {
    const route = findRoute(entity, one.route);
    return {
      ...one,
      name: route === undefined ? one.route : entity.name(route, locale()),
      state: route && routeState(route, events.get(one.id) ?? [], entity, now),
    };
  });
}

export const routedCases = get({
  path: ROUTES,
  access: "protection.see",
  query: z.object({ pagina: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1) }),
  handle: async (ctx, { query: { pagina } }) => {
    const places = placesOf(ctx);
    const open = await withState(ctx, await listOpenRouted(ctx.db, places));
    const pages = Math.max(1, Math.ceil(open.length / SIZE));
    const page = Math.min(pagina, pages);
    const { timeZone } = ctx.entity;
    // What has the same term stays oldest first.
    const shown = open
      .toSorted((a, b) => nextOf(a, timeZone) - nextOf(b, timeZone))
      .slice((page - 1) * SIZE, page * SIZE);
    const ended = page < pages ? [] : await withState(ctx, await listEndedRouted(ctx.db, places, MOST_ENDED));
    const late = open.filter(({ state }) => (state?.late ?? 0) > 0).length;
    return {
      kind: "page",
      title: t("cases.rights.title"),
      staff: true,
      section: "routes",
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("cases.rights.title")}</h1>
            <Lead>{t("cases.rights.lead", { n: open.length, late })}</Lead>
          </Stack>
          {open.length === 0 && (
            <EmptyState
              level={2}
              title={t("cases.rights.empty")}
              text={t("cases.rights.emptyText")}
              action={{ href: href("/gestion/proteccion"), text: t("moderation.protection.title") }}
            />
          )}
          <RouteItems ctx={ctx} items={shown} />
          <Pagination current={page} total={pages} href={(n) => href(n === 1 ? ROUTES : `${ROUTES}?pagina=${n}`)} />
          {ended.length > 0 && (
            <Section title={t("cases.rights.endedTitle")} id="terminadas">
              <RouteItems ctx={ctx} items={ended} />
            </Section>
          )}
        </Page>
      ),
    };
  },
});

/** The instant of the term that ends first, of a step or of the answer; what has none, or is of a route that is no more, comes last. */
function nextOf({ state, dueOn, closedAt }: Routed, timeZone: string): number {
  const answer =
    closedAt === null && dueOn !== null ? instantOf(`${dueOn}T23:59`, timeZone).getTime() : Number.MAX_SAFE_INTEGER;
  return Math.min(answer, state?.next?.by.getTime() ?? Number.MAX_SAFE_INTEGER);
}

function RouteItems({ ctx, items }: { ctx: Context; items: readonly Routed[] }): VNode {
  return (
    <Items>
      {items.map((one) => (
        <RouteItem ctx={ctx} one={one} />
      ))}
    </Items>
  );
}

function RouteItem({ ctx, one }: { ctx: Context; one: Routed }): VNode {
  const { entity } = ctx;
  const { state, dueOn, closedAt } = one;
  const done = state?.steps.filter(({ doneOn }) => doneOn !== undefined).length ?? 0;
  return (
    <Item
      level={2}
      title={one.number}
      href={href(`${PATH}/${one.id}`)}
      over={
        <Tag tone={state?.closed ? "done" : (state?.late ?? 0) > 0 ? "late" : "open"}>
          {state?.closed ? t("cases.rights.closed") : t("cases.rights.late", { n: state?.late ?? 0 })}
        </Tag>
      }
      meta={[
        one.name,
        entity.territory(one.territory).name,
        t("cases.rights.steps.done", { n: done, of: state?.steps.length ?? 0 }),
        one.assignee ?? t("cases.desk.unassigned"),
      ].join(" · ")}
    >
      {state?.next !== undefined && (
        <p>
          {t("cases.rights.next", { step: state.next.step.names[locale()] })} {untilOf(state.next, entity.timeZone)}
        </p>
      )}
      {closedAt === null && dueOn !== null && <p>{t("cases.rights.answerBy", { date: formatDayMonthYear(dueOn) })}</p>}
    </Item>
  );
}

/** Opens a reserved request, and leaves word of it. */
export const readReserved = post({
  path: `${PATH}/:id/leer`,
  access: "protection.see",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    const one = await lockCase(tx, params.id);
    if (!mayRead(ctx, one)) throw notFound();
    await noteReading(tx, ctx, one);
    return redirect(`${PATH}/${one.id}`);
  },
});
