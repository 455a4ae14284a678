// Service points and procedures, to be downloaded and shown elsewhere: what stands today.
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { EntityDataset } from "#platform/module.ts";
import { listGuide } from "./guide.sql.ts";

const points: EntityDataset = {
  name: "puntos-de-atencion",
  title: "cases.guide.point.title",
  description: "cases.data.points.description",
  key: ["point"],
  columns: [
    { name: "point", about: "cases.data.guide.id", type: "integer", required: true },
    { name: "name", about: "cases.guide.field.point.name", type: "text", required: true },
    { name: "territory", about: "cases.guide.field.point.territory", type: "code", required: true },
    { name: "address", about: "cases.guide.field.point.address", type: "text", required: true },
    { name: "hours", about: "cases.guide.field.point.hours", type: "text", required: true },
    { name: "about", about: "cases.guide.field.point.about", type: "text", required: true },
    { name: "access", about: "cases.guide.field.point.access", type: "text" },
    { name: "phone", about: "cases.guide.field.point.phone", type: "text" },
    { name: "agency", about: "cases.guide.field.point.agency", type: "code" },
    { name: "lat", about: "cases.data.guide.lat", type: "number" },
    { name: "lon", about: "cases.data.guide.lon", type: "number" },
    { name: "written_on", about: "cases.data.guide.writtenOn", type: "date", required: true },
  ],
  async *rows(db, { timeZone }) {
    for (const one of await listGuide(db, "point")) {
      const { id, name, territory, address, hours, about, access, phone, agency, lat, lon, at } = one;
      const written = calendarDay(at, timeZone);
      yield { point: id, name, territory, address, hours, about, access, phone, agency, lat, lon, written_on: written };
    }
  },
};

const procedures: EntityDataset = {
  name: "tramites",
  title: "cases.guide.procedure.title",
  description: "cases.data.procedures.description",
  key: ["procedure"],
  columns: [
    { name: "procedure", about: "cases.data.guide.id", type: "integer", required: true },
    { name: "name", about: "cases.guide.field.procedure.name", type: "text", required: true },
    { name: "about", about: "cases.guide.field.procedure.about", type: "text", required: true },
    { name: "who", about: "cases.guide.field.procedure.who", type: "text" },
    { name: "cost", about: "cases.guide.field.procedure.cost", type: "text" },
    { name: "takes", about: "cases.guide.field.procedure.takes", type: "text" },
    { name: "link", about: "cases.guide.field.procedure.link", type: "text", required: true },
    { name: "agency", about: "cases.guide.field.procedure.agency", type: "code" },
    { name: "sector", about: "cases.guide.field.procedure.sector", type: "code" },
    { name: "written_on", about: "cases.data.guide.writtenOn", type: "date", required: true },
  ],
  async *rows(db, { timeZone }) {
    for (const { id, name, about, who, cost, takes, link, agency, sector, at } of await listGuide(db, "procedure")) {
      const written = calendarDay(at, timeZone);
      yield { procedure: id, name, about, who, cost, takes, link, agency, sector, written_on: written };
    }
  },
};

export const guideDatasets: readonly EntityDataset[] = [points, procedures];
