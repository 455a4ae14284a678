import type { VNode } from "preact";
import { listPublicProcesses, type Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Section } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";

export const home = get({
  path: "/",
  access: "public",
  cache: { seconds: 5, tags: () => ["processes"] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("site.home.title"),
    body: <Home processes={await listPublicProcesses(ctx.db)} />,
  }),
});

function Home({ processes }: { processes: readonly Process[] }): VNode {
  return (
    <Page gap="l">
      <h1>{t("site.home.title")}</h1>
      <Lead>{t("site.home.lead")}</Lead>
      <Section title={t("site.home.open")} id="abierto">
        {processes.length === 0 && <EmptyState title={t("site.processes.none")} text={t("site.processes.noneText")} />}
        <Items>
          {processes.map((process) => (
            <Item title={process.title} href={href(`/procesos/${process.slug}`)} meta={process.purpose} />
          ))}
        </Items>
      </Section>
    </Page>
  );
}
