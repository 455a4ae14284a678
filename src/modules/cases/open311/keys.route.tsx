// The keys of the programs of others: given and taken back by who administers. A key is shown once.
import { randomBytes } from "node:crypto";
import type { VNode } from "preact";
import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { ENDPOINT } from "./read.route.ts";

const PATH = "/gestion/solicitudes/claves";
const KEY_BYTES = 24;

interface Client {
  id: number;
  name: string;
  made_at: Date;
  revoked_at: Date | null;
}

async function page(ctx: Context, form: FormState, given?: { name: string; key: string }): Promise<PageAnswer> {
  const clients = await ctx.db
    .selectFrom("case_clients")
    .select(["id", "name", "made_at", "revoked_at"])
    .orderBy("id", "desc")
    .execute();
  return {
    kind: "page",
    title: t("cases.open311.keys.title"),
    staff: true,
    section: "keys",
    crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.open311.keys.title") }],
    body: <Keys clients={clients} form={form} given={given} address={`${ctx.publicUrl}${ENDPOINT}`} />,
  };
}

export const keys = get({ path: PATH, access: "cases.keys", handle: (ctx) => page(ctx, new FormState()) });

export const giveKey = post({
  path: PATH,
  access: "cases.keys",
  body: z.object({ name: textField({ max: 120, required: "cases.open311.keys.name.missing" }) }),
  handle: async (ctx, tx, { body: { name } }) => {
    ctx.authority.requireWhole("cases.keys");
    const key = randomBytes(KEY_BYTES).toString("base64url");
    await tx
      .insertInto("case_clients")
      .values({ name, key_hash: digest(key), made_by: ctx.authority.actor.accountId ?? null, made_at: ctx.now })
      .execute();
    await record(tx, { kind: "open311-key", at: ctx.now, content: { name } });
    return page(ctx, new FormState(), { name, key });
  },
  invalid: (ctx, _, form) => page(ctx, form),
});

export const takeKey = post({
  path: `${PATH}/:id/quitar`,
  access: "cases.keys",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    ctx.authority.requireWhole("cases.keys");
    const row = await tx
      .updateTable("case_clients")
      .set((eb) => ({ revoked_at: eb.fn.coalesce("revoked_at", eb.val(ctx.now)) }))
      .where("id", "=", params.id)
      .returning("name")
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    await record(tx, { kind: "open311-key-revoked", at: ctx.now, content: { name: row.name } });
    return redirect(PATH);
  },
});

interface Props {
  clients: readonly Client[];
  form: FormState;
  given: { name: string; key: string } | undefined;
  address: string;
}

function Keys({ clients, form, given, address }: Props): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.open311.keys.title")}</h1>
        <Lead>{t("cases.open311.keys.lead", { address })}</Lead>
      </Stack>
      {given && (
        <Notice tone="success" title={t("cases.open311.keys.given", { name: given.name })}>
          <p>
            <code>{given.key}</code>
          </p>
          <p>{t("cases.open311.keys.once")}</p>
        </Notice>
      )}
      <Section title={t("cases.open311.keys.new")} id="nueva">
        <Form action={href(PATH)}>
          <Field
            id="name"
            label={t("cases.open311.keys.name.label")}
            value={form.value("name")}
            error={form.error("name")}
            maxLength={120}
          />
          <Button>{t("cases.open311.keys.give")}</Button>
        </Form>
      </Section>
      <Section title={t("cases.open311.keys.list")} id="claves">
        {clients.length === 0 && (
          <EmptyState
            title={t("cases.open311.keys.none")}
            text={t("cases.open311.keys.noneText")}
            action={{ href: "#nueva", text: t("cases.open311.keys.new") }}
          />
        )}
        <Items>
          {clients.map((one) => (
            <Item
              title={one.name}
              meta={formatInstant(one.made_at)}
              over={one.revoked_at !== null && <Tag>{t("cases.open311.keys.taken")}</Tag>}
              side={
                one.revoked_at === null ? (
                  <Form action={href(`${PATH}/${one.id}/quitar`)} layout="bare">
                    <Button kind="danger" size="small" label={`${t("cases.open311.keys.take")}: ${one.name}`}>
                      {t("cases.open311.keys.take")}
                    </Button>
                  </Form>
                ) : (
                  ""
                )
              }
            />
          ))}
        </Items>
      </Section>
    </Page>
  );
}
