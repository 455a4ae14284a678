// A draft as it will be read, for whoever was given its link: never kept, never indexed, and nothing in it can be sent.
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { getPreviewed, PHASES, type Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { StepTracker } from "#platform/views/steps.tsx";
import { Bullets, Lead, Written } from "#platform/views/text.tsx";
import { phaseStep } from "./phase-step.ts";
import { Rules } from "./rules.tsx";
import { RulesInWords } from "./rules-in-words.tsx";

export const previewProcess = get({
  path: "/vista-previa/:token",
  access: "public",
  params: z.object({ token: z.string().max(80) }),
  handle: async (ctx, { params }) => {
    const process = await getPreviewed(ctx.db, params.token, ctx.now);
    return {
      kind: "page",
      title: t("site.preview.title", { process: process.title }),
      noindex: true,
      section: "participate",
      body: <Preview process={process} entity={ctx.entity} now={ctx.now} />,
    };
  },
});

function Preview({ process, entity, now }: { process: Process; entity: Entity; now: Date }): VNode {
  const places = entity.participationTerritories().filter((place) => process.phases.has(place.code));
  return (
    <Page gap="xl">
      <Notice tone="warn" title={t("site.preview.draft")}>
        {t("site.preview.text")}
      </Notice>
      <Stack gap="s">
        <h1>
          <Written>{process.title}</Written>
        </h1>
        <Lead>
          <Written>{process.purpose}</Written>
        </Lead>
      </Stack>
      <Section title={t("site.process.phases")} id="fases">
        <StepTracker steps={PHASES.map((phase) => phaseStep(process, phase, now))} />
      </Section>
      <Section title={t("site.process.rules")} id="reglas">
        <Rules process={process} />
        <RulesInWords process={process} entity={entity} level={3} />
      </Section>
      <Section title={t("site.process.places")} id="lugares">
        <Bullets items={places.map((place) => place.name)} />
      </Section>
    </Page>
  );
}
