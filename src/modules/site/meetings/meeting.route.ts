import { z } from "zod";
import { listCommitments } from "#modules/commitments/index.ts";
import { listDemandsById } from "#modules/demands/index.ts";
import {
  getMeeting,
  listFiles,
  listGroupCounts,
  listHiddenPhotos,
  listHosts,
  listOfficials,
  listOutcomes,
  type Meeting,
  shownAttendance,
} from "#modules/meetings/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { ShowMeeting } from "./meeting.view.tsx";

/** More than a room says in an afternoon; the page must open on a poor phone. */
const MOST_NEEDS = 120;

export const showMeeting = get({
  path: "/reuniones/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  cache: { seconds: 60, tags: ({ id }) => [`meeting:${id}`, `thing:${id}`] },
  handle: async (ctx, { params: { id } }) => {
    const { db, entity, now } = ctx;
    const meeting = await getMeeting(db, id);
    const process = await getProcess(db, meeting.processId);
    const territory = entity.territory(meeting.territory);
    const heard = (await listOutcomes(db, id, "heard")).map((one) => one.id);
    const agreed = (await listOutcomes(db, id, "agreed")).map((one) => one.id);
    const filter = { ids: agreed, today: calendarDay(now, entity.timeZone) };
    return {
      kind: "page",
      title: meeting.title,
      section: "participate",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
        { text: t("meetings.list.crumb"), path: `/reuniones?lugar=${territory.code}` },
        { text: meeting.title, written: true },
      ],
      tags: ["commitments", `demands:${process.id}:${territory.code}`],
      body: ShowMeeting({
        meeting,
        process,
        territory,
        hosts: await listHosts(db, id),
        officials: await listOfficials(db, id),
        photos: await listFiles(db, id, "photo"),
        hiddenPhotos: await listHiddenPhotos(db, id),
        attendance: await attendanceOf(db, meeting),
        needs: await listDemandsById(db, heard.slice(0, MOST_NEEDS)),
        agreements: agreed.length === 0 ? [] : await listCommitments(db, filter, agreed.length),
        entity,
        now,
        paths: ctx.paths,
      }),
    };
  },
});

async function attendanceOf(db: ReadDb, meeting: Meeting) {
  if (meeting.people === null) return undefined;
  const groups = (await listGroupCounts(db, [meeting.id])).get(meeting.id) ?? new Map<string, number>();
  return shownAttendance(meeting.people, groups);
}
