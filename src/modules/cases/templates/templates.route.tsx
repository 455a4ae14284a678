// Templates of answers: written by officials, each change is a version, and an answer keeps the one from which it was begun.
import type { VNode } from "preact";
import { z } from "zod";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import { FormState, optionalCode, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatInstant, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Plainly } from "#platform/views/text.tsx";
import {
  addVersion,
  listTemplates,
  listVersions,
  makeTemplate,
  type Template,
  type TemplateVersion,
} from "./templates.sql.ts";

const PATH = "/gestion/solicitudes/plantillas";
const MAX_LETTERS = 20_000;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const words = textField({ max: MAX_LETTERS, required: "cases.template.text.missing" });

async function listPage(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  return {
    kind: "page",
    title: t("cases.template.title"),
    staff: true,
    section: "cases",
    crumbs: [{ text: t("cases.desk.title"), path: "/gestion/solicitudes" }, { text: t("cases.template.title") }],
    body: <Templates items={await readable(ctx)} form={form} entity={ctx.entity} />,
  };
}

/** Those of everybody and those of the agencies of the reader. */
async function readable(ctx: Context): Promise<Template[]> {
  const grants = ctx.authority.grantsOf("cases.work");
  const all = grants.some(({ agencyCode }) => agencyCode === null);
  return listTemplates(ctx.db, all ? undefined : grants.flatMap(({ agencyCode }) => agencyCode ?? []));
}

export const templates = get({ path: PATH, access: "cases.work", handle: (ctx) => listPage(ctx) });

export const newTemplate = post({
  path: PATH,
  access: "cases.work",
  body: z.object({
    name: textField({ max: 120, required: "cases.template.name.missing" }),
    agency: optionalCode(),
    text: words,
  }),
  handle: async (ctx, tx, { body: { name, agency, text } }) => {
    if (agency !== undefined && !ctx.entity.catalogs.agencies.offers(agency)) {
      throw new Problem(400, "common.unknownChoice", { field: "agency" });
    }
    requireAgency(ctx, agency ?? null);
    await makeTemplate(tx, { name, agency, text, by: ctx.authority.actor.accountId, now: ctx.now });
    return redirect(PATH);
  },
  invalid: (ctx, _, form) => listPage(ctx, form),
});

/** A template of everybody is written by who answers for the whole entity. @throws Problem 403 */
function requireAgency({ authority }: Context, agency: string | null): void {
  if (agency === null) authority.requireWhole("cases.work");
  else authority.require("cases.work", { agency });
}

async function one(ctx: Context, id: number): Promise<Template> {
  const found = (await readable(ctx)).find((template) => template.id === id);
  if (found === undefined) throw notFound();
  return found;
}

async function onePage(ctx: Context, id: number, form?: FormState): Promise<PageAnswer> {
  const template = await one(ctx, id);
  return {
    kind: "page",
    title: template.name,
    staff: true,
    section: "cases",
    islands: ["plaza"],
    crumbs: [{ text: t("cases.template.title"), path: PATH }, { text: template.name }],
    body: (
      <Versions
        template={template}
        form={form ?? FormState.filled({ text: template.text })}
        versions={await listVersions(ctx.db, id)}
      />
    ),
  };
}

export const template = get({
  path: `${PATH}/:id`,
  access: "cases.work",
  params,
  handle: (ctx, input) => onePage(ctx, input.params.id),
});

export const newVersion = post({
  path: `${PATH}/:id`,
  access: "cases.work",
  params,
  body: z.object({ text: words }),
  handle: async (ctx, tx, input) => {
    const { id, agency } = await one(ctx, input.params.id);
    requireAgency(ctx, agency);
    await addVersion(tx, id, { text: input.body.text, by: ctx.authority.actor.accountId, now: ctx.now });
    return redirect(`${PATH}/${id}`);
  },
  invalid: (ctx, input, form) => onePage(ctx, input.params.id, form),
});

function Templates({ items, form, entity }: { items: readonly Template[]; form: FormState; entity: Entity }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.template.title")}</h1>
        <Lead>{t("cases.template.lead")}</Lead>
      </Stack>
      {items.length === 0 && (
        <EmptyState
          level={2}
          title={t("cases.template.none")}
          text={t("cases.template.noneText")}
          action={{ href: "#nueva", text: t("cases.template.new") }}
        />
      )}
      <Items>
        {items.map((item) => (
          <Item
            level={2}
            title={item.name}
            href={href(`${PATH}/${item.id}`)}
            meta={[
              item.agency === null ? t("cases.template.all") : entity.name(entity.agency(item.agency), locale()),
              t("cases.template.version", { n: item.version }),
              formatInstant(item.at),
            ].join(" · ")}
          />
        ))}
      </Items>
      <Section title={t("cases.template.new")} id="nueva">
        <Form once action={href(PATH)}>
          <Field
            id="name"
            label={t("cases.template.name.label")}
            value={form.value("name")}
            error={form.error("name")}
            maxLength={120}
          />
          <Select
            id="agency"
            optional
            label={t("cases.template.agency")}
            placeholder={t("cases.template.all")}
            value={form.value("agency")}
            error={form.error("agency")}
            options={optionsOf(entity.agencies())}
          />
          <Words form={form} />
          <Button>{t("cases.template.send")}</Button>
        </Form>
      </Section>
    </Page>
  );
}

function Words({ form }: { form: FormState }): VNode {
  return (
    <TextArea
      id="text"
      label={t("cases.template.text.label")}
      hint={t("cases.template.text.hint")}
      value={form.value("text")}
      error={form.error("text")}
      rows={10}
      maxLength={MAX_LETTERS}
    />
  );
}

function Versions({
  template: { id, name },
  form,
  versions,
}: {
  template: Template;
  form: FormState;
  versions: readonly TemplateVersion[];
}): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{name}</h1>
      <Form once action={href(`${PATH}/${id}`)}>
        <Words form={form} />
        <Button>{t("cases.template.save")}</Button>
      </Form>
      <Section title={t("cases.template.versions")} id="versiones">
        {versions.map(({ version, text, by, at }) => (
          <Details summary={t("cases.template.version", { n: version })}>
            <Plainly text={text} />
            <Fine>{[by, formatInstant(at)].filter(Boolean).join(" · ")}</Fine>
          </Details>
        ))}
      </Section>
    </Page>
  );
}
