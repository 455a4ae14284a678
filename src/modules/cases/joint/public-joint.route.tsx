// An answer for many that everybody may read: what was asked, how many asked it and what was answered. Whoever wants a copy prints it.
import type { VNode } from "preact";
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Actions, NoPrint, Page, Section, Stack } from "#platform/views/layout.tsx";
import { PrintButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { findJoint, type Joint } from "./joint.sql.ts";
import { JointWordsOf } from "./joint.view.tsx";

export const publicJoint = get({
  path: "/solicitudes/respuestas/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  cache: { seconds: 60, tags: () => ["cases"] },
  handle: async (ctx, { params }) => {
    const joint = await findJoint(ctx.db, params.id);
    if (joint === undefined || joint.reviewedAt === null) throw notFound();
    const agency = ctx.entity.name(ctx.entity.agency(joint.agency), ctx.locale);
    return {
      kind: "page",
      title: t("cases.joint.public.title", { n: joint.asked }),
      section: "cases",
      islands: ["plaza"],
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.joint.public.crumb") }],
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{t("cases.joint.public.title", { n: joint.asked })}</h1>
            <Lead>{t("cases.joint.public.lead", { agency, at: formatInstant(joint.reviewedAt) })}</Lead>
          </Stack>
          <JointWordsOf joint={joint} />
          <Fine>{t("cases.joint.public.each")}</Fine>
          <NoPrint>
            <Actions>
              <PrintButton>{t("cases.joint.public.copy")}</PrintButton>
            </Actions>
          </NoPrint>
        </Page>
      ),
    };
  },
});

/** The last ones, on the public page of requests. */
export function PublicJointList({ ctx, items }: { ctx: Context; items: readonly Joint[] }): VNode | null {
  if (items.length === 0) return null;
  return (
    <Section title={t("cases.joint.public.section")} id="respuestas">
      <Items>
        {items.map((joint) => (
          <Item
            small
            title={joint.question}
            href={href(`/solicitudes/respuestas/${joint.id}`)}
            meta={[
              ctx.entity.name(ctx.entity.agency(joint.agency), ctx.locale),
              t("cases.joint.asked", { n: joint.asked }),
            ].join(" · ")}
          />
        ))}
      </Items>
    </Section>
  );
}
