import type { VNode } from "preact";
import { z } from "zod";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import type { Voices } from "#modules/demands/index.ts";
import { getProcess, type Process } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { Facts, Notice, Tag } from "#platform/views/content.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Plainly, Written } from "#platform/views/text.tsx";
import { countBehind, findInitiative, type Initiative } from "../initiatives.sql.ts";

export const showInitiative = get({
  path: "/iniciativas/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  cache: { seconds: 60, tags: ({ id }) => [`thing:${id}`, "initiatives", "demands"] },
  handle: async (ctx, { params }) => {
    const initiative = await findInitiative(ctx.db, params.id);
    if (initiative === undefined || initiative.state === "draft") throw notFound();
    const process = await getProcess(ctx.db, initiative.processId);
    const territory = ctx.entity.territory(initiative.territory);
    return {
      kind: "page",
      title: initiative.title,
      section: "participate",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
        { text: t("initiatives.kind") },
      ],
      body: (
        <ShowInitiative
          initiative={initiative}
          process={process}
          entity={ctx.entity}
          voices={(await countBehind(ctx.db, [initiative.id])).get(initiative.id)}
        />
      ),
    };
  },
});

function ShowInitiative(props: {
  initiative: Initiative;
  process: Process;
  entity: Entity;
  voices: Voices | undefined;
}): VNode {
  const { initiative, entity, voices } = props;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <Row>
          <Tag tone="info">{entity.name(entity.sector(initiative.sector), locale())}</Tag>
          {initiative.state === "withdrawn" && <Tag tone="late">{t("initiatives.state.withdrawn")}</Tag>}
        </Row>
        <h1>
          <Written>{initiative.title}</Written>
        </h1>
      </Stack>
      {initiative.reason !== null && (
        <Notice tone="warn" title={t("initiatives.withdraw.why")}>
          {initiative.reason}
        </Notice>
      )}
      <Plainly text={initiative.text} />
      {voices !== undefined && (
        <p>
          <strong>{t("initiatives.people", { n: voices.people })}</strong> {t("initiatives.show.behind")}
        </p>
      )}
      <Facts
        items={[
          {
            name: t("initiatives.show.where"),
            value: [initiative.place, entity.territory(initiative.territory).name].filter(Boolean).join(", "),
          },
          {
            name: t("initiatives.show.cost"),
            value: initiative.cost === null ? t("initiatives.show.unknownCost") : formatMoney(initiative.cost),
          },
          { name: t("initiatives.show.agency"), value: entity.name(entity.agency(initiative.agency), locale()) },
          {
            name: t("initiatives.show.feasibility"),
            value: [t(`initiatives.feasibility.${initiative.feasibility}`), initiative.feasibilityNote]
              .filter(Boolean)
              .join(". "),
          },
          {
            name: t("initiatives.show.from"),
            value: (
              <Link href={href(`/hilo/${initiative.id}`)}>
                {t("initiatives.fromNeeds", { n: voices?.needs ?? initiative.demands })}
              </Link>
            ),
          },
        ]}
      />
      <Row links>
        <NextLink href={href(`/hilo/${initiative.id}`)}>{t("initiatives.show.thread")}</NextLink>
        <FollowLink path={followPath(initiative.id)} />
      </Row>
    </Page>
  );
}
