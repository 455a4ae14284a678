// What everybody may read of a meeting: when and where, who came in counts, what was said and what was agreed.
import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import { type Commitment, StateTag } from "#modules/commitments/index.ts";
import type { Demand } from "#modules/demands/index.ts";
import {
  agendaPoints,
  type Host,
  type Meeting,
  type MeetingFile,
  MeetingTag,
  type Official,
  type ShownAttendance,
  whenWords,
} from "#modules/meetings/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { calendarDay, formatDayMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Facts, Notice, Picture } from "#platform/views/content.tsx";
import { Grid, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead, Small, Written } from "#platform/views/text.tsx";

export interface MeetingProps {
  meeting: Meeting;
  process: Process;
  territory: Territory;
  hosts: readonly Host[];
  officials: readonly Official[];
  photos: readonly MeetingFile[];
  /** Why other photos were hidden. */
  hiddenPhotos: readonly string[];
  /** Undefined until it was held. */
  attendance: ShownAttendance | undefined;
  needs: readonly Demand[];
  agreements: readonly Commitment[];
  entity: Entity;
  now: Date;
  paths: ReadonlySet<string>;
}

export function ShowMeeting(props: MeetingProps): VNode {
  const { meeting, territory, process, now } = props;
  const agenda = agendaPoints(meeting.agenda);
  const held = meeting.state === "held" || meeting.state === "published";
  return (
    <Page gap="l">
      <Stack gap="s">
        <Row>
          <MeetingTag meeting={meeting} now={now} />
          <Small inline>
            {t(`meetings.kind.${meeting.kind}`)} · {territory.name}
          </Small>
        </Row>
        <h1>
          <Written>{meeting.title}</Written>
        </h1>
        <Lead>{whenWords(meeting)}</Lead>
      </Stack>
      {meeting.state === "cancelled" && (
        <Notice tone="danger" title={t("meetings.show.cancelled")}>
          {meeting.cancelReason}
        </Notice>
      )}
      {meeting.state === "planned" && meeting.endsAt > now && <Notice>{t("meetings.show.coming")}</Notice>}
      <Split>
        <Side floating>
          <Card title={t(held ? "meetings.show.shortHeld" : "meetings.show.short")} id="corto">
            <Where {...props} />
          </Card>
        </Side>
        <Stack gap="l">
          {agenda.length > 0 && (
            <Section title={t(held ? "meetings.show.agendaHeld" : "meetings.show.agenda")} id="orden" gap="s">
              <Bullets ordered items={agenda} />
            </Section>
          )}
          {meeting.state === "published" && (
            <NextLink href={href(`/reuniones/${meeting.id}/acta`)}>{t("meetings.show.minutes")}</NextLink>
          )}
          {held && <Agreements {...props} />}
          {held && <Needs {...props} />}
          {props.attendance !== undefined && <Attendance {...props} shown={props.attendance} />}
          {props.photos.length + props.hiddenPhotos.length > 0 && <Photos {...props} />}
          <Row links>
            <NextLink href={href(`/procesos/${process.slug}/${territory.slug}`)}>
              {t("meetings.show.process", { process: process.title, place: territory.name })}
            </NextLink>
            <FollowLink path={followPath(meeting.id)} />
          </Row>
        </Stack>
      </Split>
    </Page>
  );
}

function Where({ meeting, hosts, officials, entity }: MeetingProps): VNode {
  const agency = (code: string): string => entity.name(entity.agency(code), locale());
  const names = hosts.map((host) => (host.agency === null ? host.organisation?.name : agency(host.agency)));
  const sub = meeting.sub === null ? undefined : entity.find(meeting.sub)?.name;
  return (
    <Facts
      narrow
      items={[
        { name: t("meetings.show.where"), value: [meeting.place, meeting.address, sub].filter(Boolean).join(", ") },
        ...(meeting.lat === null || meeting.lon === null
          ? []
          : [{ name: t("meetings.show.point"), value: <Point lat={meeting.lat} lon={meeting.lon} /> }]),
        ...(names.length === 0 ? [] : [{ name: t("meetings.show.hosts"), value: names.join(", ") }]),
        ...(officials.length === 0
          ? []
          : [
              {
                name: t("meetings.show.officials"),
                value: (
                  <Bullets
                    plain
                    items={officials.map((one) =>
                      [one.name, one.position, agency(one.agency)].filter(Boolean).join(", "),
                    )}
                  />
                ),
              },
            ]),
      ]}
    />
  );
}

/** A link that the phone opens in the map that its owner uses. */
function Point({ lat, lon }: { lat: number; lon: number }): VNode {
  return (
    <Link href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`}>
      {t("meetings.show.openMap")}
    </Link>
  );
}

function Needs({ needs, entity }: MeetingProps): VNode {
  return (
    <Section title={t("meetings.show.needs", { n: needs.length })} id="necesidades" gap="s">
      {needs.length === 0 && <EmptyState title={t("meetings.show.noNeeds")} />}
      <Items>
        {needs.map((need) => (
          <Item
            small
            title={<Written>{need.text}</Written>}
            href={href(`/necesidades/${need.id}`)}
            meta={[need.place, need.sector && entity.name(entity.sector(need.sector), locale())]
              .filter(Boolean)
              .join(" · ")}
          />
        ))}
      </Items>
    </Section>
  );
}

function Agreements({ agreements, entity, now }: MeetingProps): VNode {
  const today = calendarDay(now, entity.timeZone);
  return (
    <Section title={t("meetings.show.agreements", { n: agreements.length })} id="acuerdos" gap="s">
      {agreements.length === 0 && <p>{t("meetings.show.noAgreements")}</p>}
      <Items>
        {agreements.map((one) => (
          <Item
            title={<Written>{one.title}</Written>}
            href={href(`/compromisos/${one.id}`)}
            over={<StateTag commitment={one} today={today} />}
            meta={[entity.name(entity.agency(one.agency), locale()), formatDayMonthYear(one.dueDate)].join(" · ")}
          />
        ))}
      </Items>
    </Section>
  );
}

function Photos({ meeting, photos, hiddenPhotos }: MeetingProps): VNode {
  return (
    <Section title={t("meetings.show.photos")} id="fotos" gap="s">
      <Grid>
        {photos.map((one) => (
          <Picture
            src={`/reuniones/${meeting.id}/fotos/${one.id}?chica`}
            alt={one.caption}
            width={one.width}
            height={one.height}
            caption={
              <>
                {one.caption} ·{" "}
                <Link
                  href={href(`/reportar/meeting-photo/${one.id}`)}
                  label={`${t("moderation.report.link")} (${one.id})`}
                >
                  {t("moderation.report.link")}
                </Link>
              </>
            }
          />
        ))}
      </Grid>
      {hiddenPhotos.map((reason) => (
        <Fine>{t("meetings.files.hidden", { reason })}</Fine>
      ))}
    </Section>
  );
}

function Attendance({ shown, entity }: MeetingProps & { shown: ShownAttendance }): VNode {
  const groups = entity.catalogs.populationGroups;
  const known = [...shown.groups].filter(([, n]) => n !== null && n > 0);
  const hidden = [...shown.groups].some(([, n]) => n === null);
  return (
    <Section title={t("meetings.show.attendance")} id="asistencia" gap="s">
      <p>
        <strong>
          {shown.people === null ? t("meetings.show.few") : t("meetings.show.came", { n: formatNumber(shown.people) })}
        </strong>
      </p>
      {known.length > 0 && (
        <Bullets
          items={known.map(([code, n]) => `${entity.name(groups.get(code), locale())}: ${formatNumber(n ?? 0)}`)}
        />
      )}
      <Fine>
        {t("meetings.show.overlap")} {hidden && t("meetings.show.hidden")}
      </Fine>
    </Section>
  );
}
