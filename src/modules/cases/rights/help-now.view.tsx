// The telephones that help now, for who asks about somebody in danger, and the choice of a route: proposed, never made for them.
import type { VNode } from "preact";
import { Urgent } from "#core/moderation/index.ts";
import type { Entity, RightsRoute } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { locale, t } from "#platform/i18n/i18n.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Details, Notice } from "#platform/views/content.tsx";
import { Select } from "#platform/views/form.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets } from "#platform/views/text.tsx";
import type { Case } from "../case-store.ts";
import { findRoute, proposeRoutes } from "./route-signs.ts";

interface HelpProps {
  entity: Entity;
  routes: readonly RightsRoute[];
  /** Somebody's life or health is in danger, whatever it is about. */
  urgent?: boolean;
}

export function HelpNow({ entity, routes, urgent = false }: HelpProps): VNode | null {
  if (routes.length === 0) return urgent ? <Urgent entity={entity} /> : null;
  const lines = new Map(routes.flatMap((route) => route.lines).map((line) => [line.phone, line]));
  return (
    <Notice tone="danger" title={t("cases.rights.help.title")}>
      <p>{t("cases.rights.help.text")}</p>
      <Bullets
        items={[...lines.values()].map(({ phone, names }) => (
          <>
            <Link href={`tel:${phone}`}>{phone}</Link>: {names[locale()]}
          </>
        ))}
      />
    </Notice>
  );
}

/** The telephones of one request: those of its route, or of what its words speak of. */
export function HelpOf({ entity, one }: { entity: Entity; one: Case }): VNode | null {
  const route = findRoute(entity, one.route);
  return (
    <HelpNow
      entity={entity}
      routes={route === undefined ? proposeRoutes(entity, one.text) : [route]}
      urgent={one.priority}
    />
  );
}

interface AskProps {
  form: FormState;
  entity: Entity;
}

/** Whether to open a route. What the words seem to speak of comes first and says so; nothing is chosen. */
export function AskRoute({
  form,
  entity,
  proposed,
  open,
}: AskProps & { proposed: readonly RightsRoute[]; open: boolean }): VNode | null {
  const { routes } = entity.cases;
  if (routes.length === 0) return null;
  const seems = (route: RightsRoute): boolean => proposed.includes(route);
  return (
    <Details
      summary={t("cases.rights.ask.fold")}
      open={open || proposed.length > 0 || form.error("route") !== undefined}
    >
      <Radios
        id="route"
        optional
        label={t("cases.rights.ask.label")}
        hint={t("cases.rights.ask.hint")}
        value={form.value("route") || undefined}
        error={form.error("route")}
        options={[
          ...routes
            .toSorted((a, b) => Number(seems(b)) - Number(seems(a)))
            .map((route) => {
              const name = entity.name(route, locale());
              return { value: route.code, label: seems(route) ? t("cases.file.form.proposed", { form: name }) : name };
            }),
          { value: "", label: t("cases.rights.ask.no") },
        ]}
      />
    </Details>
  );
}

/** The same choice, for an official. */
export function RouteField({ form, entity }: AskProps): VNode | null {
  const { routes } = entity.cases;
  if (routes.length === 0) return null;
  return (
    <Select
      id="route"
      optional
      label={t("cases.rights.route.label")}
      hint={t("cases.rights.route.hint")}
      placeholder={t("cases.rights.ask.no")}
      value={form.value("route")}
      error={form.error("route")}
      options={routes.map((route) => ({ value: route.code, label: entity.name(route, locale()) }))}
    />
  );
}
