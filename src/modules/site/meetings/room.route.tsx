// The screen of the room: what is said appears on it, in groups, to be read from the last row.
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type Demand, listDemandsById } from "#modules/demands/index.ts";
import { getMeeting, listOutcomes, type Meeting } from "#modules/meetings/index.ts";
import { get } from "#platform/http/route.ts";
import { formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Page, Stack } from "#platform/views/layout.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { RoomColumn, RoomScreen } from "#platform/views/room.tsx";
import { Fine, Written } from "#platform/views/text.tsx";

const WAYS = ["sector", "lugar", "todo"] as const;
/** The last ones of each group: more cannot be read on a wall. */
const SHOWN = 6;
const MOST = 400;

export const roomScreen = get({
  path: "/reuniones/:id/sala",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: z.object({ por: z.enum(WAYS).optional().catch(undefined) }),
  cache: { seconds: 5, tags: ({ id }) => [`meeting:${id}`] },
  handle: async (ctx, { params: { id }, query }) => {
    const meeting = await getMeeting(ctx.db, id);
    const heard = (await listOutcomes(ctx.db, id, "heard")).map((one) => one.id).slice(-MOST);
    const needs = await listDemandsById(ctx.db, heard);
    // What is typed in the room has no sector until somebody reads it: one column of all of it would be no groups.
    const way = query.por ?? (needs.some(({ sector }) => sector !== null) ? "sector" : "lugar");
    return {
      kind: "page",
      title: t("meetings.room.title", { title: meeting.title }),
      section: "participate",
      noindex: true,
      islands: ["room"],
      crumbs: [
        { text: t("meetings.list.crumb"), path: "/reuniones" },
        { text: meeting.title, written: true, path: `/reuniones/${id}` },
        { text: t("meetings.room.crumb") },
      ],
      tags: [`demands:${meeting.processId}:${meeting.territory}`],
      body: <Room meeting={meeting} needs={needs.reverse()} way={way} entity={ctx.entity} />,
    };
  },
});

type Way = (typeof WAYS)[number];

function Room(props: { meeting: Meeting; needs: readonly Demand[]; way: Way; entity: Entity }): VNode {
  const { meeting, needs, way, entity } = props;
  const groups = [...Map.groupBy(needs, (need) => groupOf(need, way, entity))].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return (
    <Page width="wide" gap="l">
      <Stack gap="s">
        <h1>
          <Written>{meeting.title}</Written>
        </h1>
        <FilterChips
          label={t("meetings.room.by")}
          items={WAYS.map((one) => ({
            text: t(`meetings.room.way.${one}`),
            href: href(`/reuniones/${meeting.id}/sala?por=${one}`),
            current: one === way,
          }))}
        />
      </Stack>
      <RoomScreen
        from={href(`/reuniones/${meeting.id}/sala?por=${way}`)}
        figure={formatNumber(needs.length)}
        words={t("meetings.room.said", { n: needs.length })}
        empty={needs.length === 0 ? t("meetings.room.waiting") : undefined}
      >
        {groups.map(([name, said]) => (
          <RoomColumn
            title={name}
            count={formatNumber(said.length)}
            lines={said.slice(0, SHOWN).map((need) => need.text)}
            more={said.length > SHOWN ? t("meetings.room.more", { n: said.length - SHOWN }) : undefined}
          />
        ))}
      </RoomScreen>
      <Fine>{t("meetings.room.refresh")}</Fine>
    </Page>
  );
}

function groupOf(need: Demand, way: Way, entity: Entity): string {
  if (way === "sector")
    return need.sector === null ? t("meetings.room.unread") : entity.name(entity.sector(need.sector), locale());
  if (way === "lugar")
    return (need.sub && entity.find(need.sub)?.name) ?? need.place ?? entity.territory(need.territory).name;
  return t("meetings.room.all");
}
