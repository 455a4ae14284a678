import type { VNode } from "preact";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import { countVoters, findBallot, listTerritoryCounts } from "#modules/ballots/index.ts";
import { countDemands, type Demand, listPublicDemands } from "#modules/demands/index.ts";
import {
  currentPhase,
  getPublicProcess,
  listPublicProcesses,
  PHASES,
  type Phase,
  type Process,
} from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { formatDateShort, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Facts, Tag } from "#platform/views/content.tsx";
import { Actions, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items, Kpis } from "#platform/views/lists.tsx";
import { StepTracker } from "#platform/views/steps.tsx";
import { Lead, Small } from "#platform/views/text.tsx";

export const listProcesses = get({
  path: "/procesos",
  access: "public",
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("site.processes.title"),
    section: "participate",
    body: <ProcessList processes={await listPublicProcesses(ctx.db)} />,
  }),
});

function ProcessList({ processes }: { processes: readonly Process[] }): VNode {
  return (
    <Page gap="l">
      <h1>{t("site.processes.title")}</h1>
      {processes.length === 0 && (
        <EmptyState level={2} title={t("site.processes.none")} text={t("site.processes.noneText")} />
      )}
      <Items>
        {processes.map((process) => (
          <Item
            level={2}
            title={process.title}
            href={href(`/procesos/${process.slug}`)}
            over={
              <Tag tone={process.state === "closed" ? "plain" : "open"}>{t(`processes.state.${process.state}`)}</Tag>
            }
            meta={process.purpose}
          />
        ))}
      </Items>
    </Page>
  );
}

export const showProcess = get({
  path: "/procesos/:slug",
  access: "public",
  params: z.object({ slug: z.string() }),
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx, { params }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    return {
      kind: "page",
      title: process.title,
      section: "participate",
      crumbs: [{ text: t("site.processes.title"), path: "/procesos" }, { text: process.title }],
      body: <ShowProcess process={process} entity={ctx.entity} now={ctx.now} />,
    };
  },
});

function ShowProcess({ process, entity, now }: { process: Process; entity: Entity; now: Date }): VNode {
  const places = entity.participationTerritories().filter((place) => process.phases.has(place.code));
  const byPhase = Map.groupBy(places, (place) => currentPhase(process, place.code, now) ?? "gather");
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{process.title}</h1>
        <Lead>{process.purpose}</Lead>
      </Stack>
      <Split>
        <Stack gap="l">
          {PHASES.filter((phase) => byPhase.has(phase)).map((phase) => (
            <Section title={t(`site.process.now.${phase}`, { n: byPhase.get(phase)?.length ?? 0 })} id={phase}>
              <Items>
                {(byPhase.get(phase) ?? []).map((place) => (
                  <Item title={place.name} href={href(`/procesos/${process.slug}/${place.slug}`)} />
                ))}
              </Items>
            </Section>
          ))}
        </Stack>
        <Side>
          <Card title={t("site.process.rules")} id="reglas">
            <Rules process={process} />
          </Card>
        </Side>
      </Split>
    </Page>
  );
}

function Rules({ process }: { process: Process }): VNode {
  return (
    <Facts
      items={[
        { name: t("site.process.votes"), value: t("site.process.votesText", { n: process.choices }) },
        { name: t("site.process.verified"), value: t(`processes.verification.${process.verification}`) },
        { name: t("site.process.wins"), value: t("site.process.winsText", { n: process.winners }) },
        { name: t("site.process.level"), value: t(`processes.level.${process.level}`) },
        ...(process.rules === "" ? [] : [{ name: t("site.process.more"), value: process.rules }]),
      ]}
    />
  );
}

const placeParams = z.object({ slug: z.string(), place: z.string() });

export const showPlace = get({
  path: "/procesos/:slug/:place",
  access: "public",
  params: placeParams,
  cache: { seconds: 5, tags: () => ["processes", "demands", "commitments"] },
  handle: async (ctx, { params }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    const territory = ctx.entity.bySlug(params.place);
    if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
    const where = { processId: process.id, territory: territory.code };
    const ballot = await findBallot(ctx.db, process.id);
    const totals =
      ballot && (await listTerritoryCounts(ctx.db, ballot.id)).find((one) => one.territory === territory.code);
    return {
      kind: "page",
      title: `${process.title} · ${territory.name}`,
      section: "participate",
      crumbs: [
        { text: t("site.processes.title"), path: "/procesos" },
        { text: process.title, path: `/procesos/${process.slug}` },
        { text: territory.name },
      ],
      body: (
        <ShowPlace
          process={process}
          territory={territory}
          entity={ctx.entity}
          now={ctx.now}
          demands={await listPublicDemands(ctx.db, { ...where, limit: 10 })}
          counts={await countDemands(ctx.db, where)}
          voters={
            totals?.ballots ??
            (ballot === undefined ? 0 : ((await countVoters(ctx.db, ballot.id)).get(territory.code) ?? 0))
          }
        />
      ),
    };
  },
});

interface PlaceProps {
  process: Process;
  territory: Territory;
  entity: Entity;
  now: Date;
  demands: readonly Demand[];
  counts: { demands: number; people: number };
  voters: number;
}

function ShowPlace(props: PlaceProps): VNode {
  const { process, territory, entity, now, demands } = props;
  const phase = currentPhase(process, territory.code, now);
  return (
    <Page gap="l">
      <Split>
        <Stack gap="s">
          {phase && (
            <Row>
              <Tag tone="open">{t(`site.place.phase.${phase}`)}</Tag>
            </Row>
          )}
          <h1>{territory.name}</h1>
          <Lead>{process.purpose}</Lead>
          <Doors process={process} territory={territory} phase={phase} />
        </Stack>
        <Kpis
          items={[
            { value: formatNumber(props.counts.demands), text: t("site.place.demands") },
            { value: formatNumber(props.counts.people), text: t("site.place.people") },
            {
              value: formatNumber(props.voters),
              text: t("site.place.voters"),
              href: href(`/procesos/${process.slug}/${territory.slug}/resultados`),
            },
          ]}
        />
      </Split>
      <Section title={t("site.place.where")} id="en-que-vamos">
        <StepTracker steps={steps(process, territory, phase)} />
      </Section>
      <Section title={t("site.place.asked")} id="piden">
        {demands.length === 0 && <EmptyState title={t("site.place.noDemands")} />}
        <Items>
          {demands.map((demand) => (
            <Item
              title={demand.text}
              href={href(`/necesidades/${demand.id}`)}
              meta={[demand.place, demand.sector && entity.name(entity.sector(demand.sector), locale())]
                .filter(Boolean)
                .join(" · ")}
            >
              <Small>
                <strong>{t("demands.people", { n: demand.supports + 1 })}</strong>
              </Small>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title={t("site.process.rules")} id="reglas">
        <Rules process={process} />
      </Section>
    </Page>
  );
}

function Doors({
  process,
  territory,
  phase,
}: {
  process: Process;
  territory: Territory;
  phase: Phase | undefined;
}): VNode {
  const base = `/procesos/${process.slug}/${territory.slug}`;
  return (
    <Actions>
      {phase === "gather" && <LinkButton href={href(`${base}/decir`)}>{t("site.place.say")}</LinkButton>}
      {phase === "vote" && <LinkButton href={href(`${base}/votar`)}>{t("site.place.vote")}</LinkButton>}
      {(phase === "commit" || phase === "follow") && (
        <LinkButton href={href(`/compromisos?lugar=${territory.code}`)}>{t("site.place.commitments")}</LinkButton>
      )}
      {(phase === "commit" || phase === "follow") && (
        <NextLink href={href(`${base}/resultados`)}>{t("site.place.results")}</NextLink>
      )}
    </Actions>
  );
}

function steps(process: Process, territory: Territory, phase: Phase | undefined) {
  const at = phase === undefined ? -1 : PHASES.indexOf(phase);
  return (process.phases.get(territory.code) ?? []).map((dates, index) => ({
    name: t(`processes.phase.${dates.phase}`),
    when: t("site.place.dates", {
      from: formatDateShort(dates.opensAt),
      to: formatDateShort(new Date(dates.closesAt.getTime() - 1)),
    }),
    state: index < at ? ("done" as const) : index === at ? ("now" as const) : ("todo" as const),
  }));
}
