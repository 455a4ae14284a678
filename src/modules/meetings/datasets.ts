// Meetings as open data: when and where, how many came in counts that point at nobody, and what was agreed.
import { sql } from "kysely";
import { inPages } from "#platform/db/in-pages.ts";
import type { Dataset, DatasetRow } from "#platform/module.ts";
import { MEETING_KINDS, MEETING_STATES, shownAttendance } from "./meeting.ts";
import { listGroupCounts, listMeetingsAfter } from "./meetings.sql.ts";

const meetings: Dataset = {
  name: "reuniones",
  title: "data.meetings.title",
  description: "data.meetings.description",
  key: ["meeting"],
  columns: [
    { name: "meeting", about: "data.column.meeting", type: "integer", required: true },
    { name: "territory", about: "data.column.territory", type: "code", required: true },
    { name: "sub_territory", about: "data.column.sub_territory", type: "code" },
    { name: "kind", about: "data.column.meeting_kind", type: "code", required: true, values: MEETING_KINDS },
    { name: "title", about: "data.column.title", type: "text", required: true },
    { name: "place", about: "data.column.meeting_place", type: "text", required: true },
    { name: "starts_at", about: "data.column.starts_at", type: "datetime", required: true },
    { name: "ends_at", about: "data.column.ends_at", type: "datetime", required: true },
    { name: "state", about: "data.column.meeting_state", type: "code", required: true, values: MEETING_STATES },
    { name: "people", about: "data.column.meeting_people", type: "integer" },
    { name: "cancel_reason", about: "data.column.cancel_reason", type: "text" },
  ],
  async *rows(db, processId) {
    const page = (after: number, limit: number) => listMeetingsAfter(db, processId, after, limit);
    for await (const one of inPages(page, (meeting) => meeting.id)) {
      yield {
        meeting: one.id,
        territory: one.territory,
        sub_territory: one.sub,
        kind: one.kind,
        title: one.title,
        place: one.place,
        starts_at: one.startsAt.toISOString(),
        ends_at: one.endsAt.toISOString(),
        state: one.state,
        people: shownAttendance(one.people, new Map()).people,
        cancel_reason: one.cancelReason,
      };
    }
  },
};

const attendance: Dataset = {
  name: "asistencia",
  title: "data.attendance.title",
  description: "data.attendance.description",
  key: ["meeting", "population"],
  columns: [
    { name: "meeting", about: "data.column.meeting", type: "integer", required: true },
    { name: "population", about: "data.column.group", type: "code", required: true },
    { name: "people", about: "data.column.group_people", type: "integer" },
  ],
  async *rows(db, processId) {
    const page = (after: number, limit: number) => listMeetingsAfter(db, processId, after, limit);
    for await (const one of inPages(page, (meeting) => meeting.id)) {
      const counts = (await listGroupCounts(db, [one.id])).get(one.id) ?? new Map<string, number>();
      for (const [population, people] of shownAttendance(one.people, counts).groups)
        yield { meeting: one.id, population, people };
    }
  },
};

const agreements: Dataset = {
  name: "acuerdos",
  title: "data.agreements.title",
  description: "data.agreements.description",
  key: ["meeting", "commitment"],
  columns: [
    { name: "meeting", about: "data.column.meeting", type: "integer", required: true },
    { name: "commitment", about: "data.column.commitment", type: "integer", required: true },
    { name: "agreed_on", about: "data.column.agreed_on", type: "date", required: true },
  ],
  async *rows(db, processId, { timeZone }) {
    const page = async (after: number, limit: number) => {
      const { rows } = await sql<DatasetRow & { link: number }>`
        select l.id as link, m.id as meeting, l.to_id as commitment, (m.starts_at at time zone ${timeZone})::date as agreed_on
        from links l join meetings m on m.id = l.from_id join things t on t.id = l.to_id and t.visibility = 'public'
        where m.process_id = ${processId} and l.relation = 'agreed' and l.ended_at is null and l.id > ${after}
        order by l.id limit ${limit}`.execute(db);
      return rows;
    };
    for await (const { link, ...row } of inPages(page, (one) => one.link)) yield row;
  },
};

export const datasets: readonly Dataset[] = [meetings, attendance, agreements];
