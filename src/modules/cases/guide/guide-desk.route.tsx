// Where officials write the service points and the catalogue of procedures: the same two screens for both.
import type { VNode } from "preact";
import { z } from "zod";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, type Route, redirect } from "#platform/http/route.ts";
import { formatInstant, href, t, translate } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { type GuideKind, type GuideVersion, listGuide, listGuideVersions, writeGuide } from "./guide.sql.ts";
import { bodyOf, FIELDS, filledWith, type GuideField, wordsOf } from "./guide-fields.ts";

const VERB = "cases.guide";
const PLACES = {
  point: { desk: "/gestion/puntos-de-atencion", open: "/puntos-de-atencion" },
  procedure: { desk: "/gestion/tramites", open: "/tramites" },
} as const satisfies Record<GuideKind, { desk: string; open: string }>;
const SECTIONS = { point: "points", procedure: "procedures" } as const;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

async function listPage(ctx: Context, kind: GuideKind, form = new FormState()): Promise<PageAnswer> {
  const { desk, open } = PLACES[kind];
  const all = await listGuide(ctx.db, kind, { retired: true });
  return {
    kind: "page",
    title: t(`cases.guide.${kind}.desk`),
    staff: true,
    section: SECTIONS[kind],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t(`cases.guide.${kind}.desk`)}</h1>
          <Lead>{t(`cases.guide.${kind}.deskLead`)}</Lead>
          <NextLink href={href(open)}>{t("cases.guide.seePublic")}</NextLink>
        </Stack>
        {all.length === 0 && (
          <EmptyState
            level={2}
            title={t("cases.guide.none")}
            text={t(`cases.guide.${kind}.noneText`)}
            action={{ href: "#nuevo", text: t("cases.guide.new") }}
          />
        )}
        <Items>
          {all.map((one) => (
            <Item
              level={2}
              title={one.name}
              href={href(`${desk}/${one.id}`)}
              over={one.retired && <Tag>{t("cases.guide.retired")}</Tag>}
              meta={[t("cases.guide.version", { n: one.version }), formatInstant(one.at)].join(" · ")}
            />
          ))}
        </Items>
        <Section title={t("cases.guide.new")} id="nuevo">
          <GuideForm kind={kind} form={form} entity={ctx.entity} action={desk} />
        </Section>
      </Page>
    ),
  };
}

async function onePage(ctx: Context, kind: GuideKind, id: number, asked?: FormState): Promise<PageAnswer> {
  const { desk } = PLACES[kind];
  const versions = await listGuideVersions(ctx.db, kind, id);
  const [last] = versions;
  if (last === undefined) throw notFound();
  const form = asked ?? filledWith(last);
  return {
    kind: "page",
    title: last.name,
    staff: true,
    section: SECTIONS[kind],
    crumbs: [
      { text: t(`cases.guide.${kind}.desk`), path: desk },
      { text: last.name, written: true },
    ],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <h1>{last.name}</h1>
        <GuideForm kind={kind} form={form} entity={ctx.entity} action={`${desk}/${id}`} known />
        <Section title={t("cases.guide.versions")} id="versiones">
          {versions.map((one) => (
            <Details summary={t("cases.guide.version", { n: one.version })}>
              <Bullets plain items={saidIn(kind, one)} />
              <Fine>{[one.by, formatInstant(one.at)].filter(Boolean).join(" · ")}</Fine>
            </Details>
          ))}
        </Section>
      </Page>
    ),
  };
}

/** The words of a version, field by field. */
function saidIn(kind: GuideKind, one: GuideVersion): string[] {
  const form = filledWith(one);
  const said = FIELDS[kind].flatMap(({ id }) =>
    form.value(id) === "" ? [] : [`${translate(`cases.guide.field.${kind}.${id}`)}: ${form.value(id)}`],
  );
  return one.retired ? [...said, t("cases.guide.retired")] : said;
}

function GuideForm({
  kind,
  form,
  entity,
  action,
  known = false,
}: {
  kind: GuideKind;
  form: FormState;
  entity: Entity;
  action: string;
  known?: boolean;
}): VNode {
  return (
    <Form once action={href(action)} hidden={{ version: form.value("version") || "0" }}>
      {FIELDS[kind].map((field) => (
        <OneField field={field} kind={kind} form={form} entity={entity} />
      ))}
      {known && (
        <Checkboxes
          id="retired"
          optional
          label={t("cases.guide.retire.label")}
          values={form.values("retired")}
          options={[{ value: "yes", label: t("cases.guide.retire.yes") }]}
        />
      )}
      <Button>{t(known ? "cases.guide.save" : "cases.guide.add")}</Button>
    </Form>
  );
}

function OneField({
  field: { id, as, max, optional },
  kind,
  form,
  entity,
}: {
  field: GuideField;
  kind: GuideKind;
  form: FormState;
  entity: Entity;
}): VNode {
  const shared = {
    id,
    optional,
    label: translate(`cases.guide.field.${kind}.${id}`),
    hint: id === "point" ? t("cases.guide.point.hint") : undefined,
    value: form.value(id),
    error: form.error(id),
  };
  if (as === "area") return <TextArea {...shared} rows={3} maxLength={max} />;
  if (as === "line" || as === "link") {
    return <Field {...shared} type={as === "link" ? "url" : undefined} maxLength={max} autocomplete="off" />;
  }
  const options = {
    agency: () => optionsOf(entity.agencies()),
    sector: () => optionsOf(entity.sectors()),
    territory: () =>
      [entity.root, ...entity.participationTerritories()].map(({ code, name }) => ({ value: code, label: name })),
  }[as]();
  return <Select {...shared} placeholder={t("common.choose")} options={options} />;
}

/** The two screens of a kind, and what they send. */
function deskOf(kind: GuideKind): Route[] {
  const { desk } = PLACES[kind];
  const body = bodyOf(kind);
  return [
    get({ path: desk, access: VERB, handle: (ctx) => listPage(ctx, kind) }),
    post({
      path: desk,
      access: VERB,
      body,
      handle: async (ctx, tx, input) => {
        const { authority, entity, now } = ctx;
        const words = wordsOf(entity, input.body);
        requirePlace(ctx, words);
        await writeGuide(tx, { kind, version: 1, words, by: authority.actor.accountId, now });
        await touch(tx, [kind]);
        return redirect(desk);
      },
      invalid: (ctx, _, form) => listPage(ctx, kind, form),
    }),
    get({ path: `${desk}/:id`, access: VERB, params, handle: (ctx, input) => onePage(ctx, kind, input.params.id) }),
    post({
      path: `${desk}/:id`,
      access: VERB,
      params,
      body,
      handle: async (ctx, tx, input) => {
        const { authority, entity, now } = ctx;
        const { id } = input.params;
        await tx.selectFrom("guide_entries").select("id").where("id", "=", id).forUpdate().execute();
        const [last] = await listGuideVersions(tx, kind, id);
        if (last === undefined) throw notFound();
        requirePlace(ctx, last);
        const words = wordsOf(entity, input.body);
        requirePlace(ctx, words);
        if (input.body.version !== last.version) {
          throw new Problem(409, "cases.guide.changed", { parameters: { name: last.by ?? "" } });
        }
        await writeGuide(tx, { kind, id, version: last.version + 1, words, by: authority.actor.accountId, now });
        await touch(tx, [kind]);
        return redirect(`${desk}/${id}`);
      },
      invalid: (ctx, input, form) => onePage(ctx, kind, input.params.id, form),
    }),
  ];
}

/** @throws Problem 403 for what is of an agency or place where they do not work; what has no place is of the whole entity */
function requirePlace(
  { authority, entity }: Context,
  { agency, territory }: { agency: string | null; territory: string | null },
): void {
  authority.require(VERB, { agency, territory: territory ?? entity.root.code });
}

export const guideDesk: readonly Route[] = [...deskOf("point"), ...deskOf("procedure")];
