import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small, Written } from "#platform/views/text.tsx";
import { momentsByPlace } from "../moments.ts";
import { momentsSentence } from "../place-map.tsx";
import { FiguresLine, listProcessFigures, type ProcessFigures } from "./process-figures.tsx";

export const listProcesses = get({
  path: "/procesos",
  access: "public",
  cache: { seconds: 5, tags: () => ["processes", "commitments"] },
  handle: async (ctx) => {
    const rows = await listProcessFigures(ctx);
    return {
      kind: "page",
      title: t("site.processes.title"),
      section: "participate",
      body: <ProcessList rows={rows} entity={ctx.entity} now={ctx.now} />,
    };
  },
});

function ProcessList({ rows, entity, now }: { rows: readonly ProcessFigures[]; entity: Entity; now: Date }): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("site.processes.title")}</h1>
        <Lead>{t("site.processes.lead")}</Lead>
      </Stack>
      {rows.length === 0 && (
        <EmptyState level={2} title={t("site.processes.none")} text={t("site.processes.noneText")} />
      )}
      <Items>
        {rows.map((row) => (
          <Item
            level={2}
            title={<Written>{row.process.title}</Written>}
            href={href(`/procesos/${row.process.slug}`)}
            over={
              <Tag tone={row.process.state === "closed" ? "plain" : "open"}>
                {t(`processes.state.${row.process.state}`)}
              </Tag>
            }
            meta={row.process.purpose}
          >
            <Today process={row.process} entity={entity} now={now} />
            <FiguresLine {...row} />
          </Item>
        ))}
      </Items>
    </Page>
  );
}

/** Where its places are today. A process may also gather for the whole entity, which is none of those places. */
function Today({ process, entity, now }: { process: Process; entity: Entity; now: Date }): VNode | null {
  const places = entity.participationTerritories().map((place) => place.code);
  const reached = places.filter((code) => process.phases.has(code));
  if (process.state !== "published" || reached.length === 0) return null;
  return <Small>{momentsSentence(momentsByPlace([process], reached, now), entity)}</Small>;
}
