import type { VNode } from "preact";
import { z } from "zod";
import { choice, code, FormState, optionalText } from "#platform/http/form.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Lead, Said } from "#platform/views/text.tsx";
import { statementParams } from "../addresses.ts";
import { mayEverywhere } from "../authority.ts";
import type { Conversation, Statement } from "../conversation.ts";
import { findStatement } from "../conversations.sql.ts";
import { getForStaff, staffCrumb } from "../prepare/prepare.route.ts";
import { type Carried, carryOn, listCarried, type Onward } from "./carry-on.ts";

const TITLE_LETTERS = 120;

async function held(ctx: Context, slug: string, number: number): Promise<[Conversation, Statement]> {
  const conversation = await getForStaff(ctx, slug);
  if (!mayEverywhere(ctx.authority, "conversations.onward", conversation)) throw forbidden();
  const statement = await findStatement(ctx.db, conversation.id, number);
  if (statement === undefined) throw notFound();
  return [conversation, statement];
}

async function page(ctx: Context, slug: string, number: number, form?: FormState): Promise<PageAnswer> {
  const [conversation, statement] = await held(ctx, slug, number);
  const [only] = conversation.territories;
  return {
    kind: "page",
    title: t("conversations.carry.title"),
    staff: true,
    section: "conversations",
    crumbs: [
      staffCrumb(),
      { text: conversation.title, written: true, path: `/gestion/conversaciones/${slug}` },
      { text: t("conversations.carry.title") },
    ],
    body: (
      <CarryOn
        ctx={ctx}
        conversation={conversation}
        statement={statement}
        carried={await listCarried(ctx.db, statement.id)}
        form={form ?? FormState.filled({ territory: only, title: statement.text.slice(0, TITLE_LETTERS) })}
      />
    ),
  };
}

export const carryForm = get({
  path: "/gestion/conversaciones/:slug/afirmaciones/:number/llevar",
  access: "conversations.onward",
  params: statementParams,
  handle: (ctx, { params: { slug, number } }) => page(ctx, slug, number),
});

export const carry = post({
  path: "/gestion/conversaciones/:slug/afirmaciones/:number/llevar",
  access: "conversations.onward",
  params: statementParams,
  body: z.object({
    to: choice(["need", "initiative"], "conversations.carry.choose"),
    territory: code("conversations.place.missing"),
    title: optionalText(160),
    sector: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(80).optional()),
    agency: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(80).optional()),
  }),
  handle: async (ctx, tx, { params: { slug, number }, body }) => {
    const [conversation, statement] = await held(ctx, slug, number);
    const carried = await carryOn(tx, ctx, conversation, statement, onwardOf(ctx, body));
    return redirect(carried.kind === "demand" ? `/hilo/${carried.id}` : `/gestion/iniciativas/${carried.id}/editar`);
  },
  invalid: (ctx, { params: { slug, number } }, form) => page(ctx, slug, number, form),
});

function onwardOf(
  { entity }: Context,
  body: { to: "need" | "initiative"; territory: string; title?: string; sector?: string; agency?: string },
): Onward {
  const { to, territory, title, sector = "", agency = "" } = body;
  if (to === "need") return { to, territory };
  if (title === undefined || title.length < 5) {
    throw new Problem(400, "conversations.carry.titleMissing", { field: "title" });
  }
  if (!entity.catalogs.sectors.offers(sector)) {
    throw new Problem(400, "conversations.carry.sectorMissing", { field: "sector" });
  }
  if (!entity.catalogs.agencies.offers(agency)) {
    throw new Problem(400, "conversations.carry.agencyMissing", { field: "agency" });
  }
  return { to, territory, title, sector, agency };
}

interface Props {
  ctx: Context;
  conversation: Conversation;
  statement: Statement;
  carried: readonly Carried[];
  form: FormState;
}

function CarryOn({ ctx, conversation, statement, carried, form }: Props): VNode {
  const { entity } = ctx;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const [done] = carried;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("conversations.carry.title")}</h1>
        <Said>{statement.text}</Said>
        <Lead>{t("conversations.carry.lead")}</Lead>
      </Stack>
      {done !== undefined ? (
        <Notice tone="success">
          <Link href={href(`/hilo/${done.id}`)}>{t(`conversations.carry.done.${done.kind}`)}</Link>
        </Notice>
      ) : (
        <Form action={href(`/gestion/conversaciones/${conversation.slug}/afirmaciones/${statement.number}/llevar`)}>
          <Radios
            {...field("to")}
            label={t("conversations.carry.into")}
            options={(["need", "initiative"] as const).map((value) => ({
              value,
              label: t(`conversations.carry.${value}`),
              more: t(`conversations.carry.${value}More`),
            }))}
          />
          <Select
            {...field("territory")}
            label={t("conversations.carry.place")}
            options={conversation.territories.map((one) => ({ value: one, label: entity.territory(one).name }))}
          />
          <Field {...field("title")} optional label={t("conversations.carry.titleLabel")} maxLength={160} />
          <Select
            {...field("sector")}
            optional
            label={t("conversations.carry.sector")}
            placeholder={t("common.choose")}
            options={entity.sectors().map((one) => ({ value: one.code, label: entity.name(one, locale()) }))}
          />
          <Select
            {...field("agency")}
            optional
            label={t("conversations.carry.agency")}
            placeholder={t("common.choose")}
            options={entity.agencies().map((one) => ({ value: one.code, label: entity.name(one, locale()) }))}
          />
          <Button>{t("conversations.carry.send")}</Button>
        </Form>
      )}
    </Page>
  );
}
