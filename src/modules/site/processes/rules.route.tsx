import { z } from "zod";
import { recallPublicProcess } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Page, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { RulesInWords } from "./rules-in-words.tsx";

export const showRules = get({
  path: "/procesos/:slug/reglas",
  access: "public",
  params: z.object({ slug: z.string() }),
  cache: { seconds: 60, tags: () => ["processes"] },
  handle: async (ctx, { params }) => {
    const process = await recallPublicProcess(ctx, params.slug);
    return {
      kind: "page",
      title: t("site.rules.title", { process: process.title }),
      section: "participate",
      crumbs: [
        { text: t("site.processes.title"), path: "/procesos" },
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("site.rules.crumb") },
      ],
      tags: [`process:${process.id}`],
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{t("site.rules.title", { process: process.title })}</h1>
            <Lead>{t("site.rules.lead")}</Lead>
          </Stack>
          <RulesInWords process={process} entity={ctx.entity} level={2} />
          <NextLink href={href(`/datos/procesos/${process.slug}`)}>{t("site.process.data")}</NextLink>
        </Page>
      ),
    };
  },
});
