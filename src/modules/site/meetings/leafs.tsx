// Meetings as leaves of a calendar, wherever a page lists them.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { leafOf, listMeetings, type Meeting, MeetingTag } from "#modules/meetings/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { formatTime, href, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Meetings } from "#platform/views/lists.tsx";
import { Written } from "#platform/views/text.tsx";

/** `placed`: the page is about one place, which need not be said at each. */
export function leafs(meetings: readonly Meeting[], entity: Entity, now: Date, placed = false) {
  return meetings.map((meeting) => ({
    ...leafOf(meeting),
    title: (
      <Link href={href(`/reuniones/${meeting.id}`)}>
        <Written>{meeting.title}</Written>
      </Link>
    ),
    text: (
      <>
        {[formatTime(meeting.startsAt), meeting.place, placed ? undefined : entity.territory(meeting.territory).name]
          .filter(Boolean)
          .join(" · ")}{" "}
        {(meeting.state !== "planned" || meeting.endsAt <= now) && <MeetingTag meeting={meeting} now={now} />}
      </>
    ),
  }));
}

export interface Dates {
  coming: readonly Meeting[];
  past: readonly Meeting[];
}

const COMING = 5;
const PAST = 3;

/** The next meetings of some places, and the last ones when few are to come. */
export async function listDates(
  db: ReadDb,
  where: { territories?: readonly string[]; processId?: number },
  now: Date,
): Promise<Dates> {
  const coming = await listMeetings(db, { ...where, endsAfter: now, order: "next", limit: COMING });
  const past = await listMeetings(db, { ...where, endedBy: now, order: "last", limit: PAST });
  return { coming, past };
}

/** A part of a page with dates to go to; nothing where there were never any. */
export function DatesSection(props: { dates: Dates; entity: Entity; now: Date; place?: string }): VNode | null {
  const { dates, entity, now, place } = props;
  const { coming, past } = dates;
  if (coming.length === 0 && past.length === 0) return null;
  return (
    <Section title={t(coming.length > 0 ? "meetings.list.coming" : "meetings.list.past")} id="reuniones" gap="s">
      <Meetings items={leafs(coming.length > 0 ? coming : past, entity, now, place !== undefined)} />
      <NextLink href={href(`/reuniones${place === undefined ? "" : `?lugar=${place}`}`)}>
        {t("meetings.list.all")}
      </NextLink>
    </Section>
  );
}
