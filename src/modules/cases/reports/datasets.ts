// Requests as open data of the whole entity: each one, what each month brought and the register of requests for information. Nothing in
// them says who asked; the words are there only of those that were published, which an official read before.
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { EntityDataset } from "#platform/module.ts";
import { CASE_STATES } from "../case-event.ts";
import { ABOUT, listCauses } from "../causes/causes.sql.ts";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import { listPublicJoint } from "../joint/joint.sql.ts";
import { quarterCode, quarterOf } from "./quarter.ts";
import { listInformation, listMonths, listOpenRows } from "./report.sql.ts";

const requests: EntityDataset = {
  name: "solicitudes",
  title: "cases.data.requests.title",
  description: "cases.data.requests.description",
  key: ["number"],
  columns: [
    { name: "number", about: "cases.data.number", type: "code", required: true },
    { name: "form", about: "cases.data.form", type: "code", required: true, values: FORMS },
    { name: "channel", about: "cases.data.channel", type: "code", required: true, values: CHANNELS },
    { name: "territory", about: "cases.data.territory", type: "code", required: true },
    { name: "sector", about: "cases.data.sector", type: "code" },
    { name: "agency", about: "cases.data.agency", type: "code", required: true },
    { name: "state", about: "cases.data.state", type: "code", required: true, values: CASE_STATES },
    { name: "received_on", about: "cases.data.receivedOn", type: "date", required: true },
    { name: "due_on", about: "cases.data.dueOn", type: "date" },
    { name: "closed_on", about: "cases.data.closedOn", type: "date" },
    { name: "in_time", about: "cases.data.inTime", type: "boolean" },
    { name: "priority", about: "cases.data.priority", type: "boolean", required: true },
    { name: "helped", about: "cases.data.helped", type: "code", values: ["yes", "partly", "no"] },
    { name: "text", about: "cases.data.text", type: "text" },
  ],
  async *rows(db, { timeZone }) {
    for await (const { receivedOn, dueOn, closedAt, inTime, ...plain } of listOpenRows(db)) {
      yield {
        ...plain,
        received_on: receivedOn,
        due_on: dueOn,
        closed_on: closedAt === null ? null : calendarDay(closedAt, timeZone),
        in_time: inTime,
      };
    }
  },
};

const months: EntityDataset = {
  name: "solicitudes-por-mes",
  title: "cases.data.months.title",
  description: "cases.data.months.description",
  key: ["month", "form", "channel", "agency"],
  columns: [
    { name: "month", about: "cases.data.month", type: "code", required: true },
    { name: "form", about: "cases.data.form", type: "code", required: true, values: FORMS },
    { name: "channel", about: "cases.data.channel", type: "code", required: true, values: CHANNELS },
    { name: "agency", about: "cases.data.agency", type: "code", required: true },
    { name: "received", about: "cases.data.received", type: "integer", required: true },
    { name: "answered", about: "cases.data.answered", type: "integer", required: true },
    { name: "in_time", about: "cases.data.answeredInTime", type: "integer", required: true },
    { name: "late", about: "cases.data.late", type: "integer", required: true },
  ],
  async *rows(db, at) {
    for (const { inTime, ...row } of await listMonths(db, at)) yield { ...row, in_time: inTime };
  },
};

const information: EntityDataset = {
  name: "solicitudes-de-informacion",
  title: "cases.report.information",
  description: "cases.data.information.description",
  key: ["number"],
  columns: [
    { name: "quarter", about: "cases.data.quarter", type: "code", required: true },
    { name: "number", about: "cases.data.number", type: "code", required: true },
    { name: "agency", about: "cases.data.agency", type: "code", required: true },
    { name: "received_on", about: "cases.data.receivedOn", type: "date", required: true },
    { name: "transferred", about: "cases.data.transferred", type: "boolean", required: true },
    { name: "answered_on", about: "cases.data.answeredOn", type: "date" },
    { name: "working_days", about: "cases.data.workingDays", type: "integer" },
    { name: "refused", about: "cases.data.refused", type: "boolean", required: true },
  ],
  async *rows(db, { timeZone, jurisdiction }) {
    const calendar = workCalendar(jurisdiction);
    for (const one of await listInformation(db)) {
      const answered = one.notifiedAt === null ? null : calendarDay(one.notifiedAt, timeZone);
      yield {
        quarter: quarterCode(quarterOf(calendarDay(one.receivedAt, timeZone))),
        number: one.number,
        agency: one.agency,
        received_on: one.receivedOn,
        transferred: one.transferred,
        answered_on: answered,
        working_days: answered === null ? null : workingDaysBetween(calendar, one.receivedOn, answered),
        refused: one.refused,
      };
    }
  },
};

const answers: EntityDataset = {
  name: "respuestas-conjuntas",
  title: "cases.joint.title",
  description: "cases.data.joint.description",
  key: ["answer"],
  columns: [
    { name: "answer", about: "cases.data.joint.answer", type: "integer", required: true },
    { name: "agency", about: "cases.data.agency", type: "code", required: true },
    { name: "question", about: "cases.data.joint.question", type: "text", required: true },
    { name: "text", about: "cases.data.joint.text", type: "text", required: true },
    { name: "refused", about: "cases.data.refused", type: "boolean", required: true },
    { name: "asked", about: "cases.data.joint.asked", type: "integer", required: true },
    { name: "published_on", about: "cases.data.joint.publishedOn", type: "date" },
  ],
  async *rows(db, { timeZone }) {
    for (const { id, agency, question, text, outcome, asked, reviewedAt } of await listPublicJoint(db)) {
      const published = reviewedAt && calendarDay(reviewedAt, timeZone);
      yield { answer: id, agency, question, text, refused: outcome === "refused", asked, published_on: published };
    }
  },
};

const causes: EntityDataset = {
  name: "causas-de-solicitudes",
  title: "cases.causes.crumb",
  description: "cases.data.causes.description",
  key: ["quarter", "about", "code"],
  columns: [
    { name: "quarter", about: "cases.data.quarter", type: "code", required: true },
    { name: "about", about: "cases.data.causes.about", type: "code", required: true, values: ABOUT },
    { name: "code", about: "cases.data.causes.code", type: "code", required: true },
    { name: "causes", about: "cases.causes.causes.label", type: "text", required: true },
    { name: "actions", about: "cases.causes.actions.label", type: "text", required: true },
    { name: "version", about: "cases.data.causes.version", type: "integer", required: true },
    { name: "author", about: "cases.data.causes.author", type: "text" },
    { name: "written_on", about: "cases.data.causes.writtenOn", type: "date", required: true },
  ],
  async *rows(db, { timeZone }) {
    for (const { by, at, ...row } of await listCauses(db)) {
      yield { ...row, author: by, written_on: calendarDay(at, timeZone) };
    }
  },
};

export const datasets: readonly EntityDataset[] = [requests, months, information, answers, causes];
