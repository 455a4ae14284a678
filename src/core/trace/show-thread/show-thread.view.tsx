import type { VNode } from "preact";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Card, ShortFacts } from "#platform/views/content.tsx";
import { Actions, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Small } from "#platform/views/text.tsx";
import { Knot, Rope, Thread } from "#platform/views/thread.tsx";
import { eventText } from "../event-text.ts";
import type { Life, LifeEvent } from "../life.ts";
import { TitleOf } from "../title-of.tsx";
import { spanOf, type Told } from "./tell.ts";

interface Props {
  life: Life;
  told: Told;
  place: string | undefined;
  now: Date;
}

export function ShowThread({ life, told, place, now }: Props): VNode {
  // The strands of the rope are the things that nothing comes before.
  const voices = life.things.length - new Set(life.links.map((link) => link.to)).size;
  return (
    <Page gap="l">
      <Stack gap="base">
        <Stack gap="s">
          <Row>
            {told.state}
            {place !== undefined && (
              <Small soft inline>
                {place}
              </Small>
            )}
          </Row>
          <h1>
            <TitleOf thing={life.focus} />
          </h1>
          {told.lead !== undefined && <Lead>{told.lead}</Lead>}
        </Stack>
        {told.actions.length > 0 && (
          <Actions>
            {told.actions.map((action) => (
              <LinkButton kind={action.main ? "main" : "quiet"} href={href(action.path)}>
                {action.text}
              </LinkButton>
            ))}
          </Actions>
        )}
      </Stack>
      {told.knots.length > 1 && <Rope knots={told.knots} voices={Math.max(1, voices)} />}
      <Split>
        <Section title={t("trace.steps")} id="paso-a-paso">
          {told.moments.length === 0 && <Events events={life.events} />}
          <Thread>
            {told.moments.map((moment) => (
              <Knot
                icon={moment.icon}
                title={moment.title}
                date={moment.open ? undefined : formatDayMonthYear(moment.at)}
                open={moment.open}
              >
                {moment.body}
              </Knot>
            ))}
          </Thread>
        </Section>
        <Side>
          <Card title={t("trace.short")} id="en-corto">
            <ShortFacts
              items={[
                ...told.facts,
                { name: t("trace.sinceFirst"), value: t("trace.span", { ...spanOf(told.since, now) }) },
              ]}
            />
          </Card>
          <Stack gap="s">
            <NextLink href={`/hilo/${life.focus.id}/datos.json`}>{t("trace.json")}</NextLink>
            <NextLink icon="bell" href={href(`/seguir/${life.focus.id}`)}>
              {t("trace.follow")}
            </NextLink>
            <Link href={href(life.focus.path)}>{t("trace.page")}</Link>
            <Fine>{t("trace.what")}</Fine>
          </Stack>
        </Side>
      </Split>
    </Page>
  );
}

/** The bare history, for kinds of which nobody tells a story. */
function Events({ events }: { events: readonly LifeEvent[] }): VNode | null {
  if (events.length === 0) return <p>{t("trace.nothingYet")}</p>;
  return (
    <Bullets
      plain
      items={events.map((event) => (
        <>
          <strong>{formatDayMonthYear(event.at)}.</strong> {eventText(event)}
        </>
      ))}
    />
  );
}
