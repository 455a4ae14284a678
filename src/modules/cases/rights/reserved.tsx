// What a page of the desk needs to know of the route of a request, and the page that stands before a reserved one.
import type { RightsRoute } from "#core/territory/index.ts";
import type { Context, PageAnswer } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Page } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import type { Case } from "../case-store.ts";
import { isReading } from "./rights.ts";
import { findRoute, proposeRoutes } from "./route-signs.ts";
import { type RouteEvent, type RouteState, routeState } from "./route-state.ts";
import { listRouteEvents } from "./routes.sql.ts";

/** The list of the requests that follow a route. */
export const ROUTES = "/gestion/solicitudes/rutas";

export interface Rights {
  /** Only the protection role reads it. */
  reserved: boolean;
  /** The reader wrote down that they open it. */
  reading: boolean;
  /** Routes that its words speak of. */
  proposed: readonly RightsRoute[];
  route: RightsRoute | undefined;
  state: RouteState | undefined;
  events: readonly RouteEvent[];
}

export async function rightsOf({ db, entity, authority, now }: Context, one: Case): Promise<Rights> {
  const events = (await listRouteEvents(db, [one.id])).get(one.id) ?? [];
  const route = findRoute(entity, one.route);
  return {
    reserved: one.route !== null,
    reading: isReading(events, authority.actor.accountId, now),
    proposed: proposeRoutes(entity, one.text),
    route,
    state: route && routeState(route, events, entity, now),
    events,
  };
}

/** Nobody reads what is reserved without leaving word of it. */
export function readingPage(one: Case): PageAnswer {
  return {
    kind: "page",
    title: one.number,
    staff: true,
    section: "routes",
    crumbs: [{ text: t("cases.rights.title"), path: ROUTES }, { text: one.number }],
    body: (
      <Page width="narrow" gap="l">
        <h1>{one.number}</h1>
        <Form action={href(`/gestion/solicitudes/${one.id}/leer`)}>
          <Notice tone="warn">{t("moderation.protection.ask")}</Notice>
          <Button>{t("moderation.protection.open")}</Button>
        </Form>
      </Page>
    ),
  };
}
