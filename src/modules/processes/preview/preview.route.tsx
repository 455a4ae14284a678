// What staff do with the links of a draft. The page that a link opens belongs to the site, which shows processes.
import type { VNode } from "preact";
import { z } from "zod";
import { FormState, optionalText } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDayMonthYear, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { getProcessForStaff } from "../find.ts";
import type { Process } from "../process.ts";
import { listPreviews, makePreview, type PreviewLink, revokePreview } from "./previews.ts";

const path = "/gestion/procesos/:slug/vistas";
const slugParams = z.object({ slug: z.string() });

async function page(ctx: Context, slug: string, form = new FormState()): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
  return {
    kind: "page",
    title: t("processes.preview.title"),
    status: form.status,
    staff: true,
    section: "processes",
    crumbs: [
      { text: t("processes.prepare.list"), path: "/gestion/procesos" },
      { text: process.title, written: true, path: `/gestion/procesos/${slug}` },
      { text: t("processes.preview.title") },
    ],
    body: (
      <Previews
        process={process}
        links={await listPreviews(ctx.db, process.id, ctx.now)}
        form={form}
        publicUrl={ctx.publicUrl}
      />
    ),
  };
}

export const previews = get({
  path,
  access: "processes.prepare",
  params: slugParams,
  handle: (ctx, { params }) => {
    ctx.authority.requireWhole("processes.prepare");
    return page(ctx, params.slug);
  },
});

export const makeLink = post({
  path,
  access: "processes.prepare",
  params: slugParams,
  perMinute: 20,
  body: z.object({ note: optionalText(120) }),
  handle: async (ctx, tx, { params, body }) => {
    await makePreview(tx, ctx, await getProcessForStaff(tx, params.slug, ctx.authority), body.note ?? "");
    return redirect(`/gestion/procesos/${params.slug}/vistas`);
  },
  invalid: (ctx, { params }, form) => page(ctx, params.slug, form),
});

export const revokeLink = post({
  path: `${path}/:id/quitar`,
  access: "processes.prepare",
  params: z.object({ slug: z.string(), id: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await revokePreview(tx, ctx, await getProcessForStaff(tx, params.slug, ctx.authority), params.id);
    return redirect(`/gestion/procesos/${params.slug}/vistas`);
  },
  invalid: (ctx, { params }, form) => page(ctx, params.slug, form),
});

function Previews(props: {
  process: Process;
  links: readonly PreviewLink[];
  form: FormState;
  publicUrl: string;
}): VNode {
  const { process, links, form, publicUrl } = props;
  const action = href(`/gestion/procesos/${process.slug}/vistas`);
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("processes.preview.title")}</h1>
        <Lead>{t("processes.preview.lead")}</Lead>
      </Stack>
      {process.state === "draft" ? (
        <Form once action={action}>
          <Field
            id="note"
            optional
            label={t("processes.preview.note.label")}
            hint={t("processes.preview.note.hint")}
            value={form.value("note")}
            error={form.error("note")}
          />
          <Button>{t("processes.preview.make")}</Button>
        </Form>
      ) : (
        <Notice>{t("processes.preview.published")}</Notice>
      )}
      <Section title={t("processes.preview.live")} id="enlaces">
        {links.length === 0 && (
          <EmptyState
            title={t("processes.preview.none")}
            text={process.state === "draft" ? t("processes.preview.noneText") : undefined}
            action={{ href: href("/ayuda/prepare"), text: t("common.howTo") }}
          />
        )}
        <Items>
          {links.map((link) => (
            <Item
              title={<Link href={href(link.path)}>{`${publicUrl}${link.path}`}</Link>}
              over={link.note}
              meta={[
                t("processes.preview.until", { date: formatDayMonthYear(link.expiresAt) }),
                formatInstant(link.madeAt),
                link.by,
              ]
                .filter(Boolean)
                .join(" · ")}
              side={
                <Form action={`${action}/${link.id}/quitar`} layout="bare">
                  <Button
                    kind="danger"
                    size="small"
                    label={`${t("processes.preview.revoke")}: ${link.note || link.id}`}
                  >
                    {t("processes.preview.revoke")}
                  </Button>
                </Form>
              }
            />
          ))}
        </Items>
      </Section>
    </Page>
  );
}
