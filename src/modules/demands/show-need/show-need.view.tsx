import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import { type Entity, nearToFar } from "#core/territory/index.ts";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { Notice, Tag } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Lead, Said, Small } from "#platform/views/text.tsx";
import type { Demand } from "../demand.ts";
import type { Version } from "../own-need/versions.sql.ts";
import type { DemandPhoto } from "../photos/photos.ts";
import type { Sheet } from "../say-need/need-fields.ts";
import { STATE_TONE } from "../state-tone.ts";
import type { Voices } from "../voices.sql.ts";
import { More, Own } from "./more.view.tsx";

interface Props {
  demand: Demand;
  entity: Entity;
  /** The need that speaks for this one, when it was merged. */
  speaker: Demand | undefined;
  voices: Voices;
  open: boolean;
  moderates: boolean;
  photos: readonly DemandPhoto[];
  sheet: Sheet | undefined;
  /** Its author said it aloud and the team wrote it down. */
  /** A moderator covered what said who somebody is. */
  covered: boolean;
  transcribed: boolean;
  /** What its author may do with it; undefined when the reader did not say it. */
  own: { editUntil: Date | undefined } | undefined;
  /** What it said before, for the team. */
  versions: readonly Version[];
}

export function ShowNeed(props: Props): VNode {
  const { demand, entity, speaker, voices, open, moderates } = props;
  const place = nearToFar(
    demand.place,
    demand.sub && entity.find(demand.sub)?.name,
    entity.territory(demand.territory).name,
  );
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <Row>
          <Tag tone={STATE_TONE[demand.state]}>{t(`demands.state.${demand.state}`)}</Tag>
          {demand.sector && <Small inline>{entity.name(entity.sector(demand.sector), locale())}</Small>}
        </Row>
        <h1>{t("demands.show.title", { place: entity.territory(demand.territory).name })}</h1>
      </Stack>
      <Said>{demand.text}</Said>
      <Stack gap="xs">
        <p>
          <strong>{t("demands.people", { n: voices.people })}</strong>{" "}
          {voices.needs > 1 && t("demands.list.speaksFor", { n: voices.needs })}
        </p>
        <Small soft>
          {place.join(", ")} · {formatDayMonthYear(demand.saidAt)}
          {demand.organisation && ` · ${t("demands.show.inNameOf", { name: demand.organisation })}`}
          {props.transcribed && ` · ${t("demands.voice.transcribed")}`}
          {demand.editedAt !== null && ` · ${t("demands.own.edited")}`}
          {props.covered && ` · ${t("demands.cover.done")}`}
        </Small>
      </Stack>
      {props.own && <Own demand={demand} editUntil={props.own.editUntil} />}
      <More {...props} />
      {demand.mergedInto !== null && <Merged speaker={speaker} id={speaker?.id ?? demand.mergedInto} />}
      {demand.reason !== null && (
        <Notice tone="warn" title={t("demands.show.discarded")}>
          {demand.reason}
        </Notice>
      )}
      {open && (
        <Form action={href(`/necesidades/${demand.id}/tambien`)}>
          <Button icon="plus">{t("demands.meToo")}</Button>
        </Form>
      )}
      <Row links>
        <NextLink href={href(`/hilo/${demand.id}`)}>{t("demands.show.thread")}</NextLink>
        <FollowLink path={followPath(demand.id)} />
      </Row>
      {moderates && <ModerateLink id={demand.id} />}
      <Small soft>
        <Link href={href(`/reportar/demand/${demand.id}`)}>{t("moderation.report.link")}</Link>
      </Small>
    </Page>
  );
}

function Merged({ speaker, id }: { speaker: Demand | undefined; id: number }): VNode {
  return (
    <Notice title={t("demands.show.merged")}>
      {speaker && <Said>{speaker.text}</Said>}
      <p>
        <Link href={href(`/necesidades/${id}`)}>{t("demands.show.mergedLink")}</Link>
      </p>
    </Notice>
  );
}

/** In the place of a need that its author withdrew. */
export function WithdrawnNeed({ at }: { at: Date }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("demands.own.withdrawnTitle")}</h1>
        <Lead>{t("demands.own.withdrawnLead", { date: formatDayMonthYear(at) })}</Lead>
      </Stack>
      <LinkButton kind="quiet" href={href("/procesos")}>
        {t("common.foot.processes")}
      </LinkButton>
    </Page>
  );
}

/** In the place of a need that a moderator hid: that it was here, and why it is not. */
export function HiddenNeed({ reason, id, moderates }: { reason: string; id: number; moderates: boolean }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("demands.hidden.title")}</h1>
        <Lead>{t("demands.hidden.lead")}</Lead>
      </Stack>
      <Notice tone="warn" title={t("demands.hidden.reason")}>
        {reason}
      </Notice>
      <p>{t("demands.hidden.receipt")}</p>
      {moderates ? (
        <ModerateLink id={id} />
      ) : (
        <LinkButton href={href("/mis-aportes")}>{t("demands.hidden.mine")}</LinkButton>
      )}
    </Page>
  );
}

function ModerateLink({ id }: { id: number }): VNode {
  return <NextLink href={href(`/gestion/necesidades/moderar/${id}`)}>{t("demands.moderate.link")}</NextLink>;
}
