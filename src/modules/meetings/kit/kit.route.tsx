import type { VNode } from "preact";
import { z } from "zod";
import { FormState, wholeNumber } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import type { Meeting } from "../meeting.ts";
import { getMeeting } from "../meetings.sql.ts";
import { listSlips, MOST_SLIPS, prepareSlips } from "../slips/slips.ts";
import { drawKit, KIT_PARTS } from "./draw-kit.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
/** As many as come to a room, with some to spare. */
const USUAL = 40;

async function page(ctx: Context, id: number, form?: FormState): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  ctx.authority.require("meetings.run", { territory: meeting.territory });
  const slips = (await listSlips(ctx.db, id)).length;
  return {
    kind: "page",
    title: t("meetings.kit.title", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t("meetings.run.kit.title") },
    ],
    body: (
      <KitPage
        meeting={meeting}
        slips={slips}
        form={form ?? FormState.filled({ slips: Math.max(slips, USUAL) })}
        votes={ctx.paths.has("/gestion/reuniones/:id/votos")}
      />
    ),
  };
}

function KitPage(props: { meeting: Meeting; slips: number; form: FormState; votes: boolean }): VNode {
  const { meeting, slips, form, votes } = props;
  const base = `/gestion/reuniones/${meeting.id}/paquete`;
  const open = meeting.state === "planned" || meeting.state === "held";
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("meetings.kit.title", { title: meeting.title })}</h1>
        <Lead>{t("meetings.kit.lead")}</Lead>
      </Stack>
      {open && (
        <Form action={href(base)} layout="stack">
          <Field
            id="slips"
            width="4"
            inputMode="numeric"
            label={t("meetings.kit.slips.label")}
            hint={t("meetings.kit.slips.hint")}
            value={form.value("slips")}
            error={form.error("slips")}
          />
          <Actions>
            <Button kind={slips > 0 ? "quiet" : "main"}>{t("meetings.kit.slips.prepare")}</Button>
          </Actions>
        </Form>
      )}
      {slips > 0 && (
        <Section title={t("meetings.kit.print")} id="imprimir">
          <Actions>
            <LinkButton href={href(`${base}.pdf`)} icon="print">
              {t("meetings.kit.all", { n: slips })}
            </LinkButton>
          </Actions>
          <Items>
            {KIT_PARTS.map((part) => (
              <Item
                small
                title={t(`meetings.kit.part.${part}`)}
                href={href(`${base}.pdf?parte=${part}`)}
                side={<Small soft>PDF</Small>}
              />
            ))}
            {votes && (
              <Item small title={t("meetings.kit.part.votos")} href={href(`/gestion/reuniones/${meeting.id}/votos`)} />
            )}
          </Items>
        </Section>
      )}
    </Page>
  );
}

export const kitPage = get({
  path: "/gestion/reuniones/:id/paquete",
  access: "meetings.run",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const prepare = post({
  path: "/gestion/reuniones/:id/paquete",
  access: "meetings.run",
  params,
  body: z.object({ slips: wholeNumber({ min: 1, max: MOST_SLIPS, message: "meetings.kit.slips.wrong" }) }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await prepareSlips(tx, ctx, id, body.slips);
    return redirect(`/gestion/reuniones/${id}/paquete`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const kitPdf = get({
  path: "/gestion/reuniones/:id/paquete.pdf",
  access: "meetings.run",
  params,
  query: z.object({ parte: z.enum(KIT_PARTS).optional().catch(undefined) }),
  handle: async (ctx, { params: { id }, query }) => {
    const meeting = await getMeeting(ctx.db, id);
    ctx.authority.require("meetings.run", { territory: meeting.territory });
    const { entity, publicUrl, now } = ctx;
    const slips = await listSlips(ctx.db, id);
    const parts = query.parte === undefined ? KIT_PARTS : [query.parte];
    return {
      kind: "data",
      type: "application/pdf",
      // The codes of the slips are in it.
      headers: { "cache-control": "private, no-store", "content-disposition": `inline; filename="reunion-${id}.pdf"` },
      body: await drawKit({ meeting, entity, slips, publicUrl, now }, parts),
    };
  },
});
