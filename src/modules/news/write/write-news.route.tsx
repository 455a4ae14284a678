import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { requireUnwritten, seenField, seenValue, withSeen } from "#core/trace/index.ts";
import { FormState, optionalCode, optionalText, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { compareNames, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Said } from "#platform/views/text.tsx";
import { findNews, listTold, type News } from "../news.sql.ts";
import { correctNews, draftNews, publishNews, redraftNews } from "./write-news.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const part = (name: "decided" | "why" | "changed") =>
  textField({ min: 10, max: 2000, required: `news.write.${name}.missing`, short: `news.write.${name}.missing` });
const text = {
  title: textField({ min: 5, max: 160, required: "news.write.title.missing", short: "news.write.title.missing" }),
  decided: part("decided"),
  why: part("why"),
  changed: part("changed"),
};
const about = { about: optionalText(2000) };

/** The numbers in what was typed: whole addresses or numbers alone. */
function numbersIn(typed: string | undefined): number[] {
  const found = [...(typed ?? "").matchAll(/\d+/g)].map(([digits]) => Number(digits));
  if (found.some((id) => !Number.isSafeInteger(id) || id < 1))
    throw new Problem(400, "news.write.about.unknown", { field: "about", parameters: { id: "?" } });
  return found.slice(0, 50);
}

function TextFields({ form }: { form: FormState }): VNode {
  const area = (name: "decided" | "why" | "changed") => (
    <TextArea
      id={name}
      label={t(`news.write.${name}.label`)}
      hint={t(`news.write.${name}.hint`)}
      value={form.value(name)}
      error={form.error(name)}
      rows={4}
      maxLength={2000}
    />
  );
  return (
    <>
      <Field
        id="title"
        label={t("news.write.title.label")}
        hint={t("news.write.title.hint")}
        value={form.value("title")}
        error={form.error("title")}
      />
      {area("decided")}
      {area("why")}
      {area("changed")}
    </>
  );
}

function About({ form }: { form: FormState }): VNode {
  return (
    <TextArea
      id="about"
      optional
      label={t("news.write.about.label")}
      hint={t("news.write.about.hint")}
      value={form.value("about")}
      error={form.error("about")}
      rows={3}
    />
  );
}

function staffPage(title: string, form: FormState, body: VNode): PageAnswer {
  return {
    kind: "page",
    title,
    staff: true,
    section: "news",
    islands: ["plaza"],
    crumbs: [{ text: t("news.desk.title"), path: "/gestion/noticias" }, { text: title }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <h1>{title}</h1>
        {body}
      </Page>
    ),
  };
}

function newPage(entity: Entity, form = new FormState()): PageAnswer {
  const agencies = entity.agencies().map((one) => ({ value: one.code, label: entity.name(one, locale()) }));
  const places = entity.participationTerritories().map((one) => ({ value: one.code, label: one.name }));
  return staffPage(
    t("news.desk.new"),
    form,
    <Form once action={href("/gestion/noticias/nueva")}>
      <Select
        id="agency"
        label={t("news.write.agency.label")}
        placeholder={entity.officialName(locale())}
        options={agencies.sort((a, b) => compareNames(a.label, b.label))}
        value={form.value("agency")}
        error={form.error("agency")}
      />
      <Select
        id="territory"
        label={t("news.write.territory.label")}
        placeholder={t("news.write.territory.all")}
        options={places}
        value={form.value("territory")}
        error={form.error("territory")}
      />
      <TextFields form={form} />
      <About form={form} />
      <Button>{t("news.write.save")}</Button>
    </Form>,
  );
}

export const newForm = get({
  path: "/gestion/noticias/nueva",
  access: "news.write",
  handle: async (ctx) => newPage(ctx.entity),
});

export const create = post({
  path: "/gestion/noticias/nueva",
  access: "news.write",
  body: z.object({ ...text, ...about, agency: optionalCode(), territory: optionalCode() }),
  handle: async (ctx, tx, { body }) => {
    const { entity } = ctx;
    if (body.agency !== undefined && !entity.agencies().some(({ code }) => code === body.agency))
      throw new Problem(400, "common.unknownChoice", { field: "agency" });
    if (body.territory !== undefined && !entity.isParticipationTerritory(body.territory))
      throw new Problem(400, "common.unknownChoice", { field: "territory" });
    const draft = { ...body, agency: body.agency, territory: body.territory, about: numbersIn(body.about) };
    return redirect(`/gestion/noticias/${await draftNews(tx, ctx, draft)}`);
  },
  invalid: async (ctx, _input, form) => newPage(ctx.entity, form),
});

async function getNews(ctx: Context, id: number): Promise<News> {
  const news = await findNews(ctx.db, id);
  if (news === undefined) throw notFound();
  return news;
}

async function editPage(ctx: Context, id: number, sent?: FormState): Promise<PageAnswer> {
  const news = await getNews(ctx, id);
  const { title, decided, why, changed } = news;
  const told = await listTold(ctx.db, id);
  const kept = FormState.filled({ title, decided, why, changed, about: told.join("\n") });
  const form = await withSeen(
    ctx.db,
    id,
    sent === undefined ? kept : new FormState({ ...kept.raw, ...sent.raw }, sent.errors, sent.status),
  );
  const draft = news.state === "draft";
  return staffPage(
    news.title,
    form,
    <Stack gap="l">
      <Row links>
        <Tag tone={draft ? "plain" : "done"}>{t(`news.state.${news.state}`)}</Tag>
        {!draft && (
          <LinkButton kind="quiet" size="small" href={href(`/noticias/${id}`)}>
            {t("news.write.see")}
          </LinkButton>
        )}
      </Row>
      {form.status === 409 && <Now news={news} />}
      {draft && (
        <Form action={href(`/gestion/noticias/${id}/publicar`)} hidden={seenValue(form)}>
          <Button>{t("news.write.publish")}</Button>
        </Form>
      )}
      <Form action={href(`/gestion/noticias/${id}${draft ? "" : "/corregir"}`)} hidden={seenValue(form)}>
        <TextFields form={form} />
        {draft ? (
          <About form={form} />
        ) : (
          <Field
            id="reason"
            label={t("news.write.reason.label")}
            hint={t("news.write.reason.hint")}
            value={form.value("reason")}
            error={form.error("reason")}
          />
        )}
        <Button kind={draft ? "quiet" : "main"}>{t(draft ? "news.write.save" : "news.write.correct")}</Button>
      </Form>
    </Stack>,
  );
}

/** What somebody else wrote meanwhile, beside what was typed. */
function Now({ news }: { news: News }): VNode {
  return (
    <Section title={t("news.write.now")} id="ahora" gap="s">
      <Said>{[news.title, news.decided, news.why, news.changed].join(" · ")}</Said>
    </Section>
  );
}

export const editForm = get({
  path: "/gestion/noticias/:id",
  access: "news.write",
  params,
  handle: (ctx, { params: { id } }) => editPage(ctx, id),
});

export const edit = post({
  path: "/gestion/noticias/:id",
  access: "news.write",
  params,
  body: z.object({ ...text, ...about, ...seenField }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await requireUnwritten(tx, id, body.seen);
    await redraftNews(tx, ctx, await getNews(ctx, id), body, numbersIn(body.about));
    return redirect(`/gestion/noticias/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => editPage(ctx, id, form),
});

export const publish = post({
  path: "/gestion/noticias/:id/publicar",
  access: "news.write",
  params,
  body: z.object(seenField),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await requireUnwritten(tx, id, body.seen);
    await publishNews(tx, ctx, await getNews(ctx, id));
    return redirect(`/noticias/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => editPage(ctx, id, form),
});

export const correct = post({
  path: "/gestion/noticias/:id/corregir",
  access: "news.write",
  params,
  body: z.object({
    ...text,
    reason: textField({ min: 3, max: 600, required: "news.write.reason.missing", short: "news.write.reason.missing" }),
    ...seenField,
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await requireUnwritten(tx, id, body.seen);
    await correctNews(tx, ctx, await getNews(ctx, id), body);
    return redirect(`/noticias/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => editPage(ctx, id, form),
});
