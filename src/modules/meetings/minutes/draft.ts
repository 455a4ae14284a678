// The draft of the minutes, from what was written down while the meeting was held. Whoever was there corrects it.
import type { Entity } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { formatDayMonthYear, formatNumber, t } from "#platform/i18n/i18n.ts";
import { agendaPoints, type Meeting, type ShownAttendance, shownAttendance } from "../meeting.ts";
import { type Host, listGroupCounts, listHosts, listOfficials, type Official } from "../meetings.sql.ts";
import { whenWords } from "../when.ts";

export interface Happened {
  meeting: Meeting;
  entity: Entity;
  hosts: readonly Host[];
  officials: readonly Official[];
  /** As everybody may read it: the minutes are public. */
  attendance: ShownAttendance;
  needs: readonly string[];
  agreements: readonly { title: string; agency: string; responsible: string; dueDate: string }[];
}

/** The minutes as text: a title on its own line above each part, one line for each thing said. */
export function draftMinutes(happened: Happened): string {
  const { meeting, entity, needs, agreements } = happened;
  const agency = (code: string): string => entity.agency(code).names.es;
  const parts: [string, readonly string[]][] = [
    [t("meetings.draft.place"), placeLines(happened)],
    [t("meetings.draft.agenda"), numbered(agendaPoints(meeting.agenda))],
    [t("meetings.draft.people"), peopleLines(happened)],
    [t("meetings.draft.needs"), needs.length === 0 ? [t("meetings.draft.noNeeds")] : numbered(needs)],
    [
      t("meetings.draft.agreements"),
      agreements.length === 0
        ? [t("meetings.draft.noAgreements")]
        : numbered(
            agreements.map((one) =>
              t("meetings.draft.agreement", {
                title: one.title.replace(/\.$/, ""),
                agency: agency(one.agency),
                who: one.responsible,
                date: formatDayMonthYear(one.dueDate),
              }),
            ),
          ),
    ],
    [t("meetings.draft.others"), [t("meetings.draft.othersText")]],
  ];
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines].join("\n"))
    .join("\n\n");
}

function placeLines({ meeting, entity, hosts }: Happened): string[] {
  const names = hosts.map(({ agency, organisation }) =>
    agency === null ? organisation?.name : entity.agency(agency).names.es,
  );
  return [
    `${meeting.title}. ${entity.territory(meeting.territory).name}.`,
    // The hour ends with the point of "p. m.": a second one would follow it.
    `${whenWords(meeting).replace(/\.$/, "")}. ${[meeting.place, meeting.address].filter(Boolean).join(", ")}.`,
    ...(names.length === 0 ? [] : [t("meetings.draft.hosts", { names: names.join(", ") })]),
  ];
}

function peopleLines({ attendance, entity, officials }: Happened): string[] {
  const groups = [...attendance.groups].filter(([, n]) => n !== null && n > 0);
  return [
    attendance.people === null
      ? t("meetings.draft.few")
      : t("meetings.draft.came", { n: formatNumber(attendance.people) }),
    ...(groups.length === 0 ? [] : [t("meetings.draft.ofThem")]),
    ...groups.map(([code, n]) => `- ${entity.catalogs.populationGroups.get(code).names.es}: ${formatNumber(n ?? 0)}`),
    ...(officials.length === 0 ? [] : [t("meetings.draft.officials")]),
    ...officials.map(
      (one) => `- ${[one.name, one.position, entity.agency(one.agency).names.es].filter(Boolean).join(", ")}`,
    ),
  ];
}

function numbered(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index + 1}. ${line}`);
}

/** The draft of a meeting, with what later modules know of it. */
export async function draftFor(
  db: ReadDb,
  entity: Entity,
  meeting: Meeting,
  outcomes: Pick<Happened, "needs" | "agreements">,
): Promise<string> {
  const groups = (await listGroupCounts(db, [meeting.id])).get(meeting.id) ?? new Map<string, number>();
  return draftMinutes({
    meeting,
    entity,
    hosts: await listHosts(db, meeting.id),
    officials: await listOfficials(db, meeting.id),
    attendance: shownAttendance(meeting.people, groups),
    ...outcomes,
  });
}
