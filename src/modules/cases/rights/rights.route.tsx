// The desk of the protection role for requests that follow a route: what is late first, without a word of what they tell.
import type { VNode } from "preact";
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, post, redirect } from "#platform/http/route.ts";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { lockCase } from "../case-store.ts";
import { mayRead } from "../desk/case-acts.ts";
import { ROUTES } from "./reserved.tsx";
import { noteReading } from "./rights.ts";
import { untilOf } from "./rights.view.tsx";
import { findRoute } from "./route-signs.ts";
import { type RouteState, routeState } from "./route-state.ts";
import { listRouted, listRouteEvents, type RoutedCase } from "./routes.sql.ts";

const PATH = "/gestion/solicitudes";
const MOST_OPEN = 500;
const MOST_ENDED = 100;

type Routed = RoutedCase & { name: string; state: RouteState | undefined };

async function listIn(ctx: Context, ended: boolean): Promise<Routed[]> {
  const { db, entity, authority, now } = ctx;
  const found = await listRouted(db, { ended, limit: ended ? MOST_ENDED : MOST_OPEN });
  const mine = found.filter(({ territory }) => authority.may("protection.see", { territory }));
  const events = await listRouteEvents(
    db,
    mine.map(({ id }) => id),
  );
  return mine.map((one) => {
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
  handle: async (ctx) => {
    const open = (await listIn(ctx, false)).toSorted((a, b) => nextOf(a) - nextOf(b) || a.id - b.id);
    const ended = await listIn(ctx, true);
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
          <Items>
            {open.map((one) => (
              <RouteItem ctx={ctx} one={one} />
            ))}
          </Items>
          {ended.length > 0 && (
            <Section title={t("cases.rights.endedTitle")} id="terminadas">
              <Items>
                {ended.map((one) => (
                  <RouteItem ctx={ctx} one={one} />
                ))}
              </Items>
            </Section>
          )}
        </Page>
      ),
    };
  },
});

/** The instant of the term that ends first; what is done, or of a route that is no more, comes last. */
const nextOf = ({ state }: Routed): number => state?.next?.by.getTime() ?? Number.MAX_SAFE_INTEGER;

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
