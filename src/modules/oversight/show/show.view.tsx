// Who watches, what, since when and what for; what they found and what they were answered; and what people tell of the effects.
import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { type LifeThing, TitleOf } from "#core/trace/index.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Facts, Tag } from "#platform/views/content.tsx";
import { Actions, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Small } from "#platform/views/text.tsx";
import type { Contract, Finding, Oversight } from "../oversight.sql.ts";
import { answerBy, oversightPath } from "../oversight.ts";
import { FindingItem } from "./finding.view.tsx";
import { ObjectOf } from "./object.view.tsx";

interface Props {
  oversight: Oversight;
  watched: readonly LifeThing[];
  /** Names of the kinds of what is watched. */
  kindOf: (kind: string) => string;
  contracts: readonly Contract[];
  findings: readonly Finding[];
  /** What the findings are about. */
  subjects: readonly LifeThing[];
  entity: Entity;
  today: string;
}

export function PeriodTag({ oversight: { from, to }, today }: Pick<Props, "oversight" | "today">): VNode {
  const state = to < today ? "over" : from > today ? "early" : "going";
  return <Tag tone={state === "going" ? "info" : "plain"}>{t(`oversight.period.${state}`)}</Tag>;
}

export function ShowOversight(props: Props): VNode {
  const { oversight, entity, today, findings } = props;
  const found = findings.filter(({ kind }) => kind === "finding");
  const effects = findings.filter(({ kind }) => kind === "effect");
  return (
    <Page gap="l">
      <Stack gap="s">
        <Row>
          <PeriodTag oversight={oversight} today={today} />
          <Small soft inline>
            {entity.territory(oversight.territory).name}
          </Small>
        </Row>
        <h1>{oversight.organisation}</h1>
        <Lead>
          <ObjectOf oversight={oversight} />
        </Lead>
        {oversight.hiddenReason === null && (
          <Fine>
            <Link
              href={href(`/reportar/oversight/${oversight.id}`)}
              label={`${t("moderation.report.link")} (${oversight.id})`}
            >
              {t("moderation.report.link")}
            </Link>
          </Fine>
        )}
      </Stack>
      <Split>
        <Side floating>
          <Card title={t("oversight.short")} id="corto">
            <Facts narrow items={factsOf(oversight)} />
          </Card>
        </Side>
        <Stack gap="l">
          <Watched {...props} />
          <Section title={t("oversight.findings", { n: found.length })} id="hallazgos">
            {found.length === 0 && <p>{t("oversight.noFindings")}</p>}
            <Said {...props} findings={found} />
            <Fine>{t("oversight.term", { days: answerBy(entity.jurisdiction, today).days })}</Fine>
          </Section>
          <Section title={t("oversight.effects", { n: effects.length })} id="efectos">
            <p>{t(effects.length === 0 ? "oversight.noEffects" : "oversight.effectsLead")}</p>
            <Said {...props} findings={effects} />
          </Section>
          <Row links>
            <NextLink href={href(`${oversightPath(oversight.id)}/decir`)}>{t("oversight.speak")}</NextLink>
            <NextLink href={href(`/hilo/${oversight.id}`)}>{t("oversight.thread")}</NextLink>
            <FollowLink path={followPath(oversight.id)} />
          </Row>
        </Stack>
      </Split>
    </Page>
  );
}

function factsOf({ from, to, findings, waiting, overdue }: Oversight) {
  const answered = findings - waiting;
  return [
    { name: t("oversight.from"), value: formatDayMonthYear(from) },
    { name: t("oversight.to"), value: formatDayMonthYear(to) },
    { name: t("oversight.counts.answered"), value: t("oversight.counts.of", { n: answered, all: findings }) },
    { name: t("oversight.counts.overdue"), value: String(overdue) },
  ];
}

function Watched({ watched, kindOf, contracts }: Props): VNode {
  return (
    <Section title={t("oversight.watched", { n: watched.length })} id="vigila">
      <Items>
        {watched.map((thing) => (
          <Item
            small
            title={<TitleOf thing={thing} />}
            href={href(thing.path)}
            over={<Tag>{kindOf(thing.kind)}</Tag>}
          />
        ))}
        {contracts.map(({ code, object, supplier }) => (
          <Item
            small
            title={t("oversight.contract", { code })}
            over={<Tag>{t("oversight.contractKind")}</Tag>}
            meta={supplier}
          >
            {object !== null && <Small>{object}</Small>}
          </Item>
        ))}
      </Items>
    </Section>
  );
}

function Said({ findings, subjects, entity, today }: Props): VNode | null {
  if (findings.length === 0) return null;
  return (
    <Items>
      {findings.map((finding) => (
        <FindingItem
          finding={finding}
          subject={subjects.find(({ id }) => id === finding.subject)}
          entity={entity}
          today={today}
        />
      ))}
    </Items>
  );
}

interface ListProps {
  oversights: readonly Oversight[];
  entity: Entity;
  today: string;
}

export function ListOversights({ oversights, entity, today }: ListProps): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("oversight.title")}</h1>
        <Lead>{t("oversight.lead")}</Lead>
      </Stack>
      {oversights.length === 0 && <EmptyState level={2} title={t("oversight.none")} text={t("oversight.noneText")} />}
      <Items>
        {oversights.map((one) => (
          <Item
            level={2}
            title={one.organisation}
            href={href(oversightPath(one.id))}
            over={<PeriodTag oversight={one} today={today} />}
            meta={entity.territory(one.territory).name}
          >
            <p>
              <ObjectOf oversight={one} />
            </p>
            <Small>{t("oversight.line", { watched: one.watched, findings: one.findings, overdue: one.overdue })}</Small>
          </Item>
        ))}
      </Items>
      <Actions>
        <LinkButton kind="quiet" href={href("/veedurias/nueva")}>
          {t("oversight.open.title")}
        </LinkButton>
      </Actions>
      <Fine>{t("oversight.openHow")}</Fine>
    </Page>
  );
}
