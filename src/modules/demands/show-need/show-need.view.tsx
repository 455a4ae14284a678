import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { Notice, Tag } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Said, Small } from "#platform/views/text.tsx";
import type { Demand } from "../demand.ts";

export function ShowNeed({ demand, entity, open }: { demand: Demand; entity: Entity; open: boolean }): VNode {
  const place = [demand.place, demand.sub && entity.find(demand.sub)?.name, entity.territory(demand.territory).name];
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <Row>
          <Tag tone="info">{t(`demands.state.${demand.state}`)}</Tag>
          {demand.sector && <Small inline>{entity.name(entity.sector(demand.sector), locale())}</Small>}
        </Row>
        <h1>{t("demands.show.title", { place: entity.territory(demand.territory).name })}</h1>
      </Stack>
      <Said>{demand.text}</Said>
      <Small soft>
        {place.filter(Boolean).join(", ")} · {formatDayMonthYear(demand.saidAt)}
        {demand.organisation && ` · ${demand.organisation}`}
      </Small>
      <p>
        <strong>{t("demands.people", { n: demand.supports + 1 })}</strong>
      </p>
      {demand.mergedInto !== null && (
        <Notice>
          <p>
            {t("demands.show.merged")}{" "}
            <Link href={href(`/necesidades/${demand.mergedInto}`)}>{t("demands.show.mergedLink")}</Link>
          </p>
        </Notice>
      )}
      {demand.reason !== null && <Notice title={t("demands.show.discarded")}>{demand.reason}</Notice>}
      {open && (
        <Form action={href(`/necesidades/${demand.id}/tambien`)}>
          <Button icon="plus">{t("demands.meToo")}</Button>
        </Form>
      )}
      <NextLink href={href(`/hilo/${demand.id}`)}>{t("demands.show.thread")}</NextLink>
    </Page>
  );
}
