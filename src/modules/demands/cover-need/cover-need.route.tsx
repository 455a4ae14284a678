import type { VNode } from "preact";
import { z } from "zod";
import { coverPersonal } from "#core/moderation/index.ts";
import { FormState, optionalCode, optionalText } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Lead, Said } from "#platform/views/text.tsx";
import { sheetFields } from "../say-need/need-fields.ts";
import { coverNeed, getCoverable, WORD_FIELDS, type Words } from "./cover-need.ts";

const MAX = 4000;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
/** Number of the case from which somebody came. */
const caseField = { caso: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), optionalCode()) };

/** Back to where the case is decided, or to the page from which a need is moderated. */
function backTo(id: number, given: string | undefined): string {
  return given !== undefined && /^\d{1,15}$/.test(given)
    ? `/gestion/moderacion/${given}`
    : `/gestion/necesidades/moderar/${id}`;
}

async function page(ctx: Context, id: number, from: string | undefined, given?: FormState): Promise<PageAnswer> {
  const { words } = await getCoverable(ctx.db, ctx, id);
  const { jurisdiction } = ctx.entity;
  const proposed = Object.entries(words).map(([name, text]) => [name, coverPersonal(text, jurisdiction)]);
  const form = given ?? FormState.filled(Object.fromEntries(proposed));
  return {
    kind: "page",
    title: t("demands.cover.title"),
    staff: true,
    section: "moderation",
    crumbs: [{ text: t("moderation.desk.title"), path: "/gestion/moderacion" }, { text: t("demands.cover.title") }],
    islands: ["plaza"],
    body: <Cover id={id} from={from} words={words} form={form} />,
  };
}

interface Props {
  id: number;
  from: string | undefined;
  words: Words;
  form: FormState;
}

function Cover({ id, from, words, form }: Props): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("demands.cover.title")}</h1>
        <Lead>{t("demands.cover.lead")}</Lead>
      </Stack>
      <Section title={t("demands.cover.says")} id="dice">
        <Said>{words.text ?? ""}</Said>
      </Section>
      <Form action={href(`/gestion/necesidades/tapar/${id}`)} hidden={from === undefined ? {} : { caso: from }}>
        {WORD_FIELDS.filter((name) => words[name] !== undefined).map((name) => (
          <TextArea
            id={name}
            label={t(`demands.cover.field.${name}`)}
            hint={name === "text" ? t("demands.cover.hint") : undefined}
            value={form.value(name)}
            error={form.error(name)}
            rows={name === "text" ? 5 : 2}
          />
        ))}
        <Actions>
          <Button>{t("demands.cover.save")}</Button>
          <LinkButton kind="quiet" href={href(backTo(id, from))}>
            {t("demands.cover.back")}
          </LinkButton>
        </Actions>
      </Form>
    </Page>
  );
}

export const coverForm = get({
  path: "/gestion/necesidades/tapar/:id",
  access: "moderation.decide",
  params,
  query: z.object(caseField),
  handle: (ctx, { params: { id }, query }) => page(ctx, id, query.caso),
});

export const cover = post({
  path: "/gestion/necesidades/tapar/:id",
  access: "moderation.decide",
  params,
  body: z.object({ text: optionalText(MAX), place: optionalText(MAX), ...sheetFields(), ...caseField }),
  handle: async (ctx, tx, { params: { id }, body: { caso, ...words } }) => {
    await coverNeed(tx, ctx, id, words);
    return redirect(backTo(id, caso));
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form.value("caso") || undefined, form),
});
