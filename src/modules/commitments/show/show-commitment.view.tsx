import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { type LifeThing, type Outcome, Outcomes, type Overseen, OverseenBy } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { formatDate, formatDayMonthYear, formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Card, Facts, Notice } from "#platform/views/content.tsx";
import { Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton, NextLink, PrintButton } from "#platform/views/link.tsx";
import { StepTracker } from "#platform/views/steps.tsx";
import { Bullets, Plainly, Small, Written } from "#platform/views/text.tsx";
import { canBeJudged, shareDone } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { figureWords } from "../figure-words.ts";
import type { Comment } from "../moderate/comments.sql.ts";
import type { listRemarks } from "../remark/remarks.ts";
import { Remarks } from "../remark/remarks.view.tsx";
import { StateTag } from "../state-tag.tsx";
import type { DateChange, Judgement, Partner, Update } from "../story.sql.ts";
import type { Edit } from "./edits.sql.ts";
import { Gallery } from "./gallery.view.tsx";
import { History } from "./history.view.tsx";
import { Judged } from "./judged.view.tsx";

export interface Everything {
  commitment: Commitment;
  process: Process;
  updates: readonly Update[];
  dates: readonly DateChange[];
  edits: readonly Edit[];
  partners: readonly Partner[];
  judgement: Judgement;
  comments: readonly Comment[];
  hidden: readonly { reason: string; n: number }[];
  /** What people who live there say of it. */
  remarks: Awaited<ReturnType<typeof listRemarks>>;
  /** What it answers. */
  origins: readonly LifeThing[];
  /** Of what goals it is part, and why. */
  goals: readonly Outcome[];
  /** Which projects pay for it, and why. */
  projects: readonly Outcome[];
  overseen: Overseen;
  entity: Entity;
  today: string;
}

export function Show(props: Everything): VNode {
  const { commitment, today, entity } = props;
  const places = [commitment.territory, ...commitment.territories].map((code) => entity.territory(code).name);
  return (
    <Page gap="l">
      <Stack gap="s">
        <Row>
          <StateTag commitment={commitment} today={today} />
          <Small inline>{[places.join(", "), commitment.place].filter(Boolean).join(" · ")}</Small>
        </Row>
        <h1>
          <Written>{commitment.title}</Written>
        </h1>
      </Stack>
      {canBeJudged(commitment, today) && (
        <Row>
          <LinkButton href={href(`/compromisos/${commitment.id}/juzgar`)}>{t("commitments.show.judge")}</LinkButton>
        </Row>
      )}
      <Split>
        {/* First in the source: on a phone, who answers and until when come before the rest. */}
        <Side floating>
          <Card title={t("commitments.show.short")} id="corto">
            <ShortStory {...props} />
          </Card>
        </Side>
        <Stack gap="l">
          <StepTracker steps={stepsOf(commitment)} />
          <Plainly text={commitment.text} />
          <Moved {...props} />
          <Progress {...props} />
          <Gallery {...props} />
          <Section title={t("commitments.show.updates")} id="novedades">
            {props.updates.length === 0 && <p>{t("commitments.show.noUpdates")}</p>}
            <History {...props} />
          </Section>
          <Remarks {...props.remarks} kind="remark" say={`/compromisos/${commitment.id}/decir`} photos="/archivos" />
          <Judged {...props} />
          <Origins {...props} />
          <Outcomes title={t("commitments.show.plannedIn")} id="planeado" outcomes={props.goals} />
          <Outcomes
            title={t("commitments.show.paidBy", { n: props.projects.length })}
            id="plata"
            outcomes={props.projects}
          />
          <OverseenBy overseen={props.overseen} />
          <Row links>
            <NextLink href={href(`/hilo/${commitment.id}`)}>{t("commitments.show.thread")}</NextLink>
            <FollowLink path={followPath(commitment.id)} />
            <PrintButton>{t("commitments.show.print")}</PrintButton>
          </Row>
        </Stack>
      </Split>
    </Page>
  );
}

/** Where it stands: proposed, agreed, under way, settled. */
function stepsOf({ state }: Commitment) {
  const settled = state === "met" || state === "partly_met" || state === "not_met";
  const at = settled ? 3 : ["proposed", "agreed", "in_progress"].indexOf(state);
  const last = settled ? state : "met";
  return (["proposed", "agreed", "in_progress", last] as const).map((one, index) => ({
    name: t(`commitments.state.${one}`),
    state:
      index < at || (settled && index === at) ? ("done" as const) : index === at ? ("now" as const) : ("todo" as const),
  }));
}

function ShortStory({ commitment, partners, entity, process }: Everything): VNode {
  const name = (code: string): string => entity.name(entity.agency(code), locale());
  const others = partners.map((partner) => (partner.agency === null ? partner.actor : name(partner.agency)));
  const { sector, money } = commitment;
  return (
    <Facts
      narrow
      items={[
        {
          name: t("commitments.show.agency"),
          value: <Link href={href(`/compromisos/dependencia/${commitment.agency}`)}>{name(commitment.agency)}</Link>,
        },
        { name: t("commitments.show.responsible"), value: commitment.responsible },
        ...(others.length === 0 ? [] : [{ name: t("commitments.show.partners"), value: others.join(", ") }]),
        { name: t("commitments.show.due"), value: formatDate(commitment.dueDate) },
        {
          name: t("commitments.show.money"),
          value: money === null ? t("commitments.show.noMoney") : formatMoney(money),
        },
        ...(sector === null
          ? []
          : [{ name: t("commitments.make.sector"), value: entity.name(entity.sector(sector), locale()) }]),
        {
          name: t("commitments.show.process"),
          value: (
            <Link href={href(`/procesos/${process.slug}`)}>
              <Written>{process.title}</Written>
            </Link>
          ),
        },
      ]}
    />
  );
}

function Origins({ origins }: Everything): VNode | null {
  if (origins.length === 0) return null;
  return (
    <Card tone="flat" title={t("commitments.show.answers")} id="responde-a">
      <Bullets
        plain
        items={origins.map((origin) => (
          <Link href={href(origin.path)}>
            <Written>{origin.title}</Written>
          </Link>
        ))}
      />
    </Card>
  );
}

/** Every date that was promised, the old ones struck through, with the reason of each change. */
function Moved({ dates }: Everything): VNode | null {
  if (dates.length === 0) return null;
  return (
    <Notice tone="warn">
      {dates.map((change) => (
        <p>
          {t("commitments.show.moved")} <s>{formatDayMonthYear(change.from)}</s> →{" "}
          <strong>{formatDayMonthYear(change.to)}</strong>. {t("commitments.show.reason", { reason: change.reason })}
        </p>
      ))}
    </Notice>
  );
}

/** The last figure that was told, with its date: a figure never stands alone. */
function Progress({ updates }: Everything): VNode | null {
  const last = updates.find((update) => update.figureDone !== null);
  if (last === undefined || last.figureDone === null || last.figureUnit === null) return null;
  const share = shareDone({ done: last.figureDone, of: last.figureOf });
  const words = figureWords({ done: last.figureDone, of: last.figureOf, unit: last.figureUnit });
  return (
    <Stack gap="xs">
      {share === undefined ? (
        <p>
          <strong>{words}</strong>
        </p>
      ) : (
        <LabelledMeter label={words} value={`${share}\u00A0%`} percent={share} />
      )}
      <Small soft>{t("commitments.show.figureFrom", { date: formatDayMonthYear(last.at) })}</Small>
    </Stack>
  );
}
