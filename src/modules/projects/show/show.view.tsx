// A project on one page: what for and where, how much from what is planned to what is paid, whether the work goes with its money, and
// what it serves.
import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { type LifeThing, type Overseen, OverseenBy, TitleOf } from "#core/trace/index.ts";
import { formatDayMonthYear, formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Card, Facts, Notice, Table, Tag } from "#platform/views/content.tsx";
import { Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Plainly, Small, Written } from "#platform/views/text.tsx";
import { PROJECT_CODES } from "../codes.ts";
import { barOf, divergenceText, executorText, StateTag, shareText } from "../figures.tsx";
import { MoneyMeters } from "../money-meters.tsx";
import { divergenceOf, financialOf, STAGES } from "../project.ts";
import type { Amount, Contract, Project, Report, Work } from "../projects.sql.ts";
import type { RatingCounts } from "../watch/ratings.ts";
import type { Seen } from "../watch/remarks.ts";
import { Watched } from "../watch/watched.view.tsx";
import { Contracts } from "./contracts.view.tsx";
import { Reports } from "./reports.view.tsx";
import { Works } from "./works.view.tsx";

export interface ProjectProps {
  project: Project;
  amounts: readonly Amount[];
  contracts: readonly Contract[];
  works: readonly Work[];
  reports: readonly Report[];
  /** Goals and commitments that it pays. */
  served: readonly (LifeThing & { reason: string | null; since: Date })[];
  seen: Seen;
  overseen: Overseen;
  ratings: RatingCounts;
  entity: Entity;
}

export function ShowProject(props: ProjectProps): VNode {
  const { project } = props;
  return (
    <Page gap="l">
      <Stack gap="s">
        <Row>
          <StateTag state={project.state} />
          {project.generated && <Tag tone="warn">{t("projects.generated")}</Tag>}
          <Small inline>
            {PROJECT_CODES[props.entity.jurisdiction].name} {project.code}
          </Small>
        </Row>
        <h1>
          <Written>{project.name}</Written>
        </h1>
        {project.purpose !== null && <Plainly text={project.purpose} />}
      </Stack>
      <Split>
        <Side floating>
          <Card title={t("projects.show.short")} id="corto">
            <ShortStory {...props} />
          </Card>
        </Side>
        <Stack gap="l">
          <MoneySection {...props} />
          <Progress {...props} />
          <Serves {...props} />
          <Reports reports={props.reports} />
          <Watched {...props} />
          <OverseenBy overseen={props.overseen} />
          <Contracts contracts={props.contracts} />
          <Works works={props.works} entity={props.entity} />
          <Row links>
            <NextLink href={href(`/hilo/${project.id}`)}>{t("projects.show.thread")}</NextLink>
            <FollowLink path={followPath(project.id)} />
          </Row>
        </Stack>
      </Split>
    </Page>
  );
}

function ShortStory({ project, entity }: ProjectProps): VNode {
  const { executor, sector, review, places } = project;
  const where = places.map((code) => <Link href={href(`/territorios/${code}`)}>{entity.territory(code).name}</Link>);
  return (
    <Facts
      narrow
      items={[
        { name: t(`projects.executor.${executor}`), value: executorText(project, entity) },
        {
          name: t("projects.show.where"),
          value: where.length === 0 ? t("projects.show.nowhere") : <Bullets plain items={where} />,
        },
        ...(sector === null
          ? []
          : [{ name: t("projects.filter.sector"), value: entity.name(entity.sector(sector), locale()) }]),
        ...(review === null ? [] : [{ name: t("projects.show.review"), value: review }]),
        ...(places.length > 1 ? [{ name: t("projects.show.money"), value: t("projects.show.shared") }] : []),
      ]}
    />
  );
}

function MoneySection({ project, amounts }: ProjectProps): VNode {
  const { money, cutOff } = project;
  return (
    <Section title={t("projects.money.title")} id="plata">
      {money === null && <p>{t("projects.money.none")}</p>}
      {money !== null && (
        <>
          <MoneyMeters label={t("projects.money.title")} stages={STAGES} money={money} />
          <Table
            id="tabla-plata"
            caption={t("projects.money.caption")}
            columns={[
              { text: t("projects.money.year") },
              { text: t("projects.money.source") },
              ...STAGES.map((stage) => ({ text: t(`projects.stage.${stage}`), numeric: true })),
            ]}
            rows={amounts.map((one) => [
              String(one.year),
              one.source,
              ...STAGES.map((stage) => formatMoney(one[stage])),
            ])}
          />
          {cutOff !== null && <Fine>{t("projects.source", { cutOff: formatDayMonthYear(cutOff) })}</Fine>}
        </>
      )}
    </Section>
  );
}

/** The work beside its money, and in words how far one is from the other. */
function Progress({ project, reports }: ProjectProps): VNode {
  const { physical, basis, money, cutOff } = project;
  const financial = financialOf(money);
  const apart = divergenceOf(physical, financial);
  const [last] = reports;
  return (
    <Section title={t("projects.progress.title")} id="avance">
      <LabelledMeter
        label={t("projects.progress.physical")}
        value={shareText(physical)}
        percent={barOf(physical)}
        color={1}
      />
      <LabelledMeter
        label={t("projects.progress.financial")}
        value={shareText(financial)}
        percent={barOf(financial)}
        color={3}
      />
      {apart.kind === "unknown" ? (
        <p>{divergenceText(apart)}</p>
      ) : (
        <Notice tone={apart.kind === "even" ? "info" : "warn"}>{divergenceText(apart)}</Notice>
      )}
      <Fine>
        {basis === "report" &&
          last !== undefined &&
          t("projects.progress.reported", { date: formatDayMonthYear(last.asOf) })}
        {basis === "products" && t("projects.progress.products")}{" "}
        {cutOff !== null && t("projects.progress.formula", { date: formatDayMonthYear(cutOff) })}
      </Fine>
    </Section>
  );
}

function Serves({ served }: ProjectProps): VNode {
  return (
    <Section title={t("projects.serves.title", { n: served.length })} id="para-que">
      {served.length === 0 && <p>{t("projects.serves.none")}</p>}
      <Items>
        {served.map(({ reason, since, ...thing }) => (
          <Item
            small
            title={<TitleOf thing={thing} />}
            href={href(thing.path)}
            over={<Tag>{t(thing.kind === "commitment" ? "projects.serves.commitment" : "projects.serves.goal")}</Tag>}
            meta={t("projects.serves.since", { date: formatDayMonthYear(since) })}
          >
            {reason !== null && <Plainly text={reason} />}
          </Item>
        ))}
      </Items>
    </Section>
  );
}
