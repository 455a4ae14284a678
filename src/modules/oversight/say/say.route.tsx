// Where those who watch speak: what they found, an effect, and one more thing that they watch.
import type { VNode } from "preact";
import { z } from "zod";
import { listLives } from "#core/trace/index.ts";
import { MAX_FILE_BYTES, prepareFile } from "#platform/files/prepare-file.ts";
import { choice, code, FormState, textField } from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, FileField, Form, type Option, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { speakerOf, WhatField } from "../open/open.route.tsx";
import { getOwn, watch } from "../open/open-oversight.ts";
import type { Oversight } from "../oversight.sql.ts";
import { answerBy, FINDING_KINDS, oversightPath } from "../oversight.ts";
import { ObjectOf } from "../show/object.view.tsx";
import { listSubjects, sayFinding } from "./say-finding.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

async function page(ctx: Context, id: number, form = new FormState(), saved = false): Promise<PageAnswer> {
  const who = speakerOf(ctx);
  const oversight = await getOwn(ctx.db, id, who);
  const subjects = await listSubjects(ctx.db, oversight);
  const titles = await listLives(
    ctx.db,
    subjects.map(({ thing }) => thing),
    ctx.kinds,
  );
  const options = subjects.flatMap(({ value, thing, contract }) => {
    const label =
      contract === null
        ? titles.find((one) => one.id === thing)?.title
        : `${t("oversight.contract", { code: contract.code })}: ${contract.supplier}`;
    return label === undefined ? [] : [{ value, label }];
  });
  const { days } = answerBy(ctx.entity.jurisdiction, who.today);
  return {
    kind: "page",
    title: t("oversight.say.title"),
    section: "look",
    noindex: true,
    islands: ["plaza"],
    crumbs: [
      { text: t("oversight.title"), path: "/veedurias" },
      { text: oversight.organisation, path: oversightPath(id) },
      { text: t("oversight.say.title") },
    ],
    body: <SayPage oversight={oversight} options={options} form={form} saved={saved} days={days} />,
  };
}

export const sayForm = get({
  path: "/veedurias/:id/decir",
  access: "account",
  params,
  query: z.object({ guardado: z.string().optional().catch(undefined) }),
  handle: (ctx, { params: { id }, query }) => page(ctx, id, new FormState(), query.guardado !== undefined),
});

const done = (id: number) => redirect(`${oversightPath(id)}/decir?guardado=si`);

// The file is prepared before the transaction opens: it must not wait for it.
export const say = postBatched({
  path: "/veedurias/:id/decir",
  access: "account",
  params,
  perMinute: 10,
  fileLimit: MAX_FILE_BYTES,
  body: z.object({
    kind: choice(FINDING_KINDS, "oversight.say.noKind"),
    subject: code("oversight.say.unknown"),
    text: textField({ min: 10, max: 3000, required: "oversight.say.noText", short: "oversight.say.noText" }),
  }),
  handle: async (ctx, { params: { id }, body }) => {
    const who = { ...speakerOf(ctx), entity: ctx.entity };
    const oversight = await getOwn(ctx.db, id, who);
    const sent = ctx.files.find(({ field }) => field === "file");
    const file = sent === undefined ? undefined : await prepareFile(sent, "file");
    return ctx.write((tx) =>
      once(tx, ctx, async () => {
        await sayFinding(tx, who, oversight, { ...body, file });
        return done(id);
      }),
    );
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

export const watchMore = post({
  path: "/veedurias/:id/vigilar",
  access: "account",
  params,
  perMinute: 20,
  body: z.object({ what: textField({ max: 300, required: "oversight.watch.unknown" }) }),
  handle: async (ctx, tx, { params: { id }, body: { what } }) => {
    const who = speakerOf(ctx);
    await watch(tx, who, await getOwn(tx, id, who), what);
    return done(id);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

interface Props {
  oversight: Oversight;
  options: readonly Option[];
  form: FormState;
  saved: boolean;
  /** Working days that the agency has. */
  days: number;
}

function SayPage(props: Props): VNode {
  const { oversight, form, saved } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      {saved && form.errors.length === 0 && (
        <Notice tone="success" live>
          {t("oversight.say.saved")}
        </Notice>
      )}
      <Stack gap="s">
        <h1>{t("oversight.say.title")}</h1>
        <Lead>
          <ObjectOf oversight={oversight} />
        </Lead>
        <NextLink href={href(oversightPath(oversight.id))}>{t("oversight.say.public")}</NextLink>
      </Stack>
      <SayForm {...props} />
      <Section title={t("oversight.watch.heading")} id="vigilar">
        <Form action={href(`${oversightPath(oversight.id)}/vigilar`)}>
          <WhatField form={form} />
          <Button kind="quiet">{t("oversight.watch.save")}</Button>
        </Form>
      </Section>
    </Page>
  );
}

function SayForm({ oversight, options, form, days }: Props): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Form once files action={href(`${oversightPath(oversight.id)}/decir`)}>
      <Radios
        {...field("kind")}
        label={t("oversight.say.kind")}
        options={FINDING_KINDS.map((value) => ({ value, label: t(`oversight.say.${value}`, { days }) }))}
      />
      <Select
        {...field("subject")}
        label={t("oversight.say.subject")}
        placeholder={t("common.choose")}
        options={[...options]}
      />
      <TextArea
        {...field("text")}
        rows={6}
        maxLength={3000}
        label={t("oversight.say.text")}
        hint={t("oversight.say.textHint")}
      />
      <FileField
        id="file"
        optional
        accept="image/jpeg,image/png,image/webp,application/pdf"
        label={t("oversight.say.file")}
        hint={t("oversight.say.fileHint")}
        error={form.error("file")}
      />
      <Fine>{t("oversight.say.care")}</Fine>
      <Button>{t("oversight.say.send")}</Button>
    </Form>
  );
}
