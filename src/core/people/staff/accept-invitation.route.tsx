import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { FormState } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDate, href, t } from "#platform/i18n/i18n.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { deadLink } from "../dead-link.ts";
import { nameField } from "../fields.ts";
import { hasFactor, listFactors } from "../second-factor/factors.sql.ts";
import { beginTotp } from "../second-factor/totp.ts";
import { enter } from "../session-cookie.ts";
import { OwnName } from "../who-you-are.tsx";
import { acceptInvitation } from "./manage-staff.ts";
import { roleWords } from "./role-fields.tsx";
import { type Invitation, listInvitations } from "./staff.sql.ts";

const params = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

/** The invitation of a link while it works. @throws 410 when it worked once, 404 when there never was one. */
async function getInvitation(db: ReadDb, token: string, now: Date): Promise<Invitation> {
  const row = await db
    .selectFrom("one_time_links")
    .select("id")
    .where("token_hash", "=", digest(token))
    .executeTakeFirst();
  const found = (await listInvitations(db, now, row?.id ?? 0))[0];
  if (found === undefined) throw await deadLink(db, token);
  return found;
}

async function page(ctx: Context, token: string, form?: FormState): Promise<PageAnswer> {
  const invitation = await getInvitation(ctx.db, token, ctx.now);
  return {
    kind: "page",
    title: t("people.invitation.title"),
    noindex: true,
    body: (
      <Accept
        entity={ctx.entity}
        invitation={invitation}
        action={`/invitacion/${token}`}
        form={form ?? FormState.filled({ name: invitation.name })}
      />
    ),
  };
}

export const invitationForm = get({
  path: "/invitacion/:token",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params.token),
});

/** Leads to the second factor: until there is one, the role gives nothing. */
export const accept = post({
  path: "/invitacion/:token",
  access: "public",
  params,
  perMinute: 10,
  body: z.object({ name: nameField({ max: 120, required: "people.name.missing" }) }),
  handle: async (ctx, tx, input) => {
    const { id } = await getInvitation(tx, input.params.token, ctx.now);
    const accountId = await acceptInvitation(tx, {
      linkId: id,
      name: input.body.name,
      locale: ctx.locale,
      now: ctx.now,
    });
    await enter(ctx, tx, { accountId, strong: false });
    if (hasFactor(await listFactors(tx, accountId))) return redirect("/entrar/segundo");
    await beginTotp(tx, accountId, ctx.now);
    return redirect("/cuenta/aplicacion");
  },
  invalid: (ctx, input, form) => page(ctx, input.params.token, form),
});

interface AcceptProps {
  entity: Entity;
  invitation: Invitation;
  action: string;
  form: FormState;
}

function Accept({ entity, invitation, action, form }: AcceptProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.invitation.title")}</h1>
        <Lead>{roleWords(entity, invitation)}</Lead>
        <p>{t(`people.roleText.${invitation.role}`)}</p>
      </Stack>
      <Notice>{t("people.invitation.next", { date: formatDate(invitation.expiresAt) })}</Notice>
      <Form action={href(action)}>
        <OwnName form={form} />
        <Button size="big">{t("people.invitation.accept")}</Button>
      </Form>
    </Page>
  );
}
