import { z } from "zod";
import { type DataAnswer, get, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { getStop, setStopped } from "./stop-invitations.ts";

const path = "/invitaciones/parar/:token";
const params = z.object({ token: z.string().max(80) });
/** What a mail program gets, which follows no redirects (RFC 8058). */
const done: DataAnswer = { kind: "data", type: "text/plain; charset=utf-8", body: "ok\n" };

export const stopPage = get({
  path,
  access: "public",
  params,
  handle: async (ctx, { params: { token } }) => {
    const { stopped } = await getStop(ctx.db, token);
    const words = stopped ? "stopped" : "on";
    return {
      kind: "page",
      title: t(`processes.invite.stops.${words}.title`),
      noindex: true,
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{t(`processes.invite.stops.${words}.title`)}</h1>
            <Lead>{t(`processes.invite.stops.${words}.lead`)}</Lead>
          </Stack>
          <Form action={href(`/invitaciones/parar/${token}`)}>
            <Button name="act" value={stopped ? "resume" : "stop"} kind={stopped ? "quiet" : "main"}>
              {t(`processes.invite.stops.${words}.do`)}
            </Button>
          </Form>
        </Page>
      ),
    };
  },
});

export const stop = post({
  path,
  access: "public",
  params,
  secretAddress: true,
  body: z.object({
    act: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.enum(["stop", "resume"]).optional()),
  }),
  handle: async (ctx, tx, { params: { token }, body }) => {
    const { accountId } = await getStop(tx, token);
    await setStopped(tx, accountId, body.act !== "resume", ctx.now);
    return body.act === undefined ? done : redirect(`/invitaciones/parar/${token}`);
  },
});
