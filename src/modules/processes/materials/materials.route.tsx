import type { VNode } from "preact";
import { z } from "zod";
import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import { MAX_FILE_BYTES, prepareDocument } from "#platform/files/prepare-file.ts";
import { choice, dayField, FormState, optionalCode, optionalText, textField, webAddress } from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FileField, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { getProcessForStaff, getPublicProcess } from "../find.ts";
import type { Process } from "../process.ts";
import {
  addMaterial,
  listMaterials,
  MATERIAL_KINDS,
  type Material,
  pathOfMaterial,
  removeMaterial,
} from "./materials.ts";
import { materialWords } from "./materials-list.tsx";

const path = "/gestion/procesos/:slug/materiales";
const params = z.object({ slug: z.string() });
const numbered = params.extend({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const addressOf = (slug: string) => `/gestion/procesos/${slug}/materiales`;

async function page(ctx: Context, slug: string, form = FormState.filled({ kind: "study" })): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
  const materials = await listMaterials(ctx.db, { processId: process.id });
  return {
    kind: "page",
    title: t("processes.materials.title"),
    status: form.status,
    staff: true,
    section: "processes",
    crumbs: [
      { text: t("processes.prepare.list"), path: "/gestion/procesos" },
      { text: process.title, written: true, path: `/gestion/procesos/${slug}` },
      { text: t("processes.materials.title") },
    ],
    body: (
      <Materials process={process} entity={ctx.entity} authority={ctx.authority} materials={materials} form={form} />
    ),
  };
}

export const materials = get({
  path,
  access: "processes.prepare",
  params,
  handle: (ctx, input) => page(ctx, input.params.slug),
});

// A file is read before the transaction opens: it must not wait for it.
export const addOne = postBatched({
  path,
  access: "processes.prepare",
  params,
  perMinute: 30,
  fileLimit: MAX_FILE_BYTES,
  body: z.object({
    kind: choice(MATERIAL_KINDS, "common.unknownChoice"),
    title: textField({
      min: 5,
      max: 160,
      required: "processes.materials.name.missing",
      short: "processes.materials.name.missing",
    }),
    text: optionalText(1000),
    territory: optionalCode(),
    datedOn: dayField("processes.materials.date.missing"),
    link: webAddress("processes.calendar.link.wrong"),
  }),
  handle: async (ctx, { params: { slug }, body }) => {
    const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
    const sent = ctx.files.find(({ field }) => field === "file");
    if ((sent === undefined) === (body.link === undefined)) {
      throw new Problem(400, "processes.materials.oneSource", { field: "file" });
    }
    const source = sent === undefined ? (body.link ?? "") : await prepareDocument(sent, "file");
    return ctx.write((tx) =>
      once(tx, ctx, async () => {
        await addMaterial(tx, ctx, process, { ...body, text: body.text ?? "", source });
        return redirect(`${addressOf(slug)}#materiales`);
      }),
    );
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, form),
});

export const removeOne = post({
  path: `${path}/:id/quitar`,
  access: "processes.prepare",
  params: numbered,
  body: z.object({}),
  handle: async (ctx, tx, { params: { slug, id } }) => {
    await removeMaterial(tx, ctx, await getProcessForStaff(tx, slug, ctx.authority), id);
    return redirect(`${addressOf(slug)}#materiales`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, form),
});

/** The file of a material, for everybody once its process is published. */
export const materialFile = get({
  path: "/procesos/:slug/materiales/:id",
  access: "public",
  params: numbered,
  handle: async (ctx, { params: { slug, id } }) => {
    const process = await getPublicProcess(ctx.db, slug);
    const material = (await listMaterials(ctx.db, { processId: process.id })).find((one) => one.id === id);
    const answer = material?.fileId == null ? undefined : await findFileAnswer(ctx.db, material.fileId, false);
    if (answer === undefined) throw notFound();
    return answer;
  },
});

interface Props {
  process: Process;
  entity: Entity;
  authority: Authority;
  materials: readonly Material[];
  form: FormState;
}

function Materials({ process, entity, authority, materials: listed, form }: Props): VNode {
  const base = addressOf(process.slug);
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("processes.materials.title")}</h1>
        <Lead>{t("processes.materials.lead")}</Lead>
      </Stack>
      <NewMaterial process={process} entity={entity} authority={authority} form={form} />
      <Section title={t("processes.materials.listed")} id="materiales">
        {listed.length === 0 && (
          <EmptyState title={t("processes.materials.none")} text={t("processes.materials.noneText")} />
        )}
        <Items>
          {listed.map((one) => (
            <Item
              title={one.title}
              href={
                process.state === "draft" && one.link === null
                  ? undefined
                  : (one.link ?? href(pathOfMaterial(process, one)))
              }
              over={<Tag>{t(`processes.materials.kind.${one.kind}`)}</Tag>}
              meta={materialWords(entity, one)}
              side={
                <Form action={href(`${base}/${one.id}/quitar`)} layout="bare">
                  <Button kind="danger" size="small" label={`${t("processes.materials.remove")}: ${one.title}`}>
                    {t("processes.materials.remove")}
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

/** It offers the places of this official; all of them, to who prepares processes everywhere. */
function NewMaterial({ process, entity, authority, form }: Omit<Props, "materials">): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const whole = authority.mayWhole("processes.prepare");
  const places = entity
    .participationTerritories()
    .filter(({ code }) => process.phases.has(code) && authority.may("processes.prepare", { territory: code }));
  return (
    <Form once action={href(addressOf(process.slug))} files>
      <Radios
        {...field("kind")}
        label={t("processes.materials.kindLabel")}
        options={MATERIAL_KINDS.map((value) => ({ value, label: t(`processes.materials.kind.${value}`) }))}
      />
      <Field
        {...field("title")}
        label={t("processes.materials.name.label")}
        hint={t("processes.materials.name.hint")}
      />
      <TextArea {...field("text")} optional rows={3} maxLength={1000} label={t("processes.materials.text")} />
      <NearDateField {...field("datedOn")} label={t("processes.materials.date.label")} />
      <Select
        {...field("territory")}
        optional={whole}
        label={t("processes.prepare.place")}
        placeholder={whole ? t("processes.materials.everyPlace") : undefined}
        options={places.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FileField
        id="file"
        optional
        accept="application/pdf,text/csv,image/jpeg,image/png,image/webp"
        label={t("processes.materials.file")}
        hint={t("processes.materials.fileHint")}
        error={form.error("file")}
      />
      <Field {...field("link")} optional type="url" label={t("processes.materials.link")} />
      <Button>{t("processes.materials.add")}</Button>
    </Form>
  );
}
