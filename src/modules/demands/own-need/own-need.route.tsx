// What the author of a need can do with it: correct it within an hour, withdraw it at any time.
import type { VNode } from "preact";
import { z } from "zod";
import { askPersonal, Covered, coveredText } from "#core/moderation/index.ts";
import { FormState, optionalCode } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatTime, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Bullets, Lead, Said } from "#platform/views/text.tsx";
import type { Demand } from "../demand.ts";
import { findDemand, findPublicDemand } from "../demands.sql.ts";
import { pointWords } from "../point/point.ts";
import { MAX_LETTERS, placeFields, pointOf, textOfNeed } from "../say-need/need-fields.ts";
import { openPersonalCase } from "../say-need/save-extras.ts";
import { WITHOUT_WORDS } from "../voice/recordings.ts";
import { isAuthor } from "./authorship.ts";
import { EDIT_MS, editNeed, editRefusal } from "./edit-need.ts";
import { withdrawNeed } from "./withdraw-need.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** A need that can be read, for its author alone: to the others these pages do not exist. */
async function ownNeed(ctx: Context, id: number): Promise<Demand> {
  const demand = await findPublicDemand(ctx.db, id);
  if (demand === undefined || !(await isAuthor(ctx, demand))) throw notFound();
  return demand;
}

/** Any need that its author has not withdrawn: also what is hidden, what waits for its words and what is reserved. */
async function withdrawable(ctx: Context, id: number): Promise<Demand & { visibility: string }> {
  const demand = await findDemand(ctx.db, id);
  if (demand === undefined || demand.withdrawnAt !== null || !(await isAuthor(ctx, demand))) throw notFound();
  return demand;
}

function crumbs(id: number, last: string) {
  return [
    { text: t("site.mine.title"), path: "/mis-aportes" },
    { text: t("demands.kind"), path: `/necesidades/${id}` },
    { text: last },
  ];
}

async function editPage(ctx: Context, id: number, given?: FormState): Promise<PageAnswer> {
  const demand = await ownNeed(ctx, id);
  const refusal = await editRefusal(ctx.db, demand, ctx.now);
  const point = demand.lat === null || demand.lon === null ? "" : pointWords({ lat: demand.lat, lon: demand.lon });
  const form = given ?? FormState.filled({ text: demand.text, place: demand.place, point });
  return {
    kind: "page",
    title: t("demands.own.editTitle"),
    section: "mine",
    noindex: true,
    crumbs: crumbs(id, t("demands.own.edit")),
    islands: ["plaza"],
    body:
      refusal === undefined ? (
        <Edit
          demand={demand}
          neighbourhood={ctx.entity.text("neighbourhood", locale())}
          form={form}
          covered={given && coveredText(given.value("text"), ctx.entity.jurisdiction)}
        />
      ) : (
        <Page width="narrow" gap="l">
          <h1>{t("demands.own.editTitle")}</h1>
          <Notice tone="warn">{t(refusal as "demands.own.late")}</Notice>
          <LinkButton kind="quiet" href={href(`/necesidades/${id}`)}>
            {t("demands.own.back")}
          </LinkButton>
        </Page>
      ),
  };
}

interface EditProps {
  demand: Demand;
  /** What people here call the place within a place. */
  neighbourhood: string;
  form: FormState;
  covered: string | undefined;
}

function Edit({ demand, neighbourhood, form, covered }: EditProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("demands.own.editTitle")}</h1>
        <Lead>{t("demands.own.editLead", { until: formatTime(new Date(demand.saidAt.getTime() + EDIT_MS)) })}</Lead>
      </Stack>
      <Form action={href(`/necesidades/${demand.id}/corregir`)}>
        <TextArea
          id="text"
          label={t("demands.own.text")}
          value={form.value("text")}
          error={form.error("text")}
          rows={5}
          maxLength={MAX_LETTERS}
        />
        <Field
          id="place"
          optional
          label={neighbourhood}
          value={form.value("place")}
          error={form.error("place")}
          maxLength={120}
        />
        <Field
          id="point"
          optional
          label={t("demands.point.label")}
          hint={t("demands.point.hint")}
          value={form.value("point")}
          error={form.error("point")}
          maxLength={300}
        />
        {covered !== undefined && <Covered form={form} covered={covered} />}
        <Actions>
          <Button>{t("demands.own.save")}</Button>
          <LinkButton kind="quiet" href={href(`/necesidades/${demand.id}`)}>
            {t("demands.own.back")}
          </LinkButton>
        </Actions>
      </Form>
    </Page>
  );
}

export const editForm = get({
  path: "/necesidades/:id/corregir",
  access: "public",
  params,
  handle: (ctx, input) => editPage(ctx, input.params.id),
});

export const edit = post({
  path: "/necesidades/:id/corregir",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ text: textOfNeed(), ...placeFields(), cover: optionalCode() }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const demand = await ownNeed(ctx, id);
    const point = await pointOf({ db: tx, entity: ctx.entity }, demand.territory, body.point);
    const { text, place } = body;
    const asked = askPersonal({ text, place }, body.cover, ctx.entity.jurisdiction);
    if (asked.undecided) return editPage(ctx, id, FormState.filled(body));
    await editNeed(tx, id, { ...asked.words, point, now: ctx.now });
    if (asked.left) await openPersonalCase(tx, demand, ctx.now);
    return redirect(`/necesidades/${id}`);
  },
  invalid: (ctx, input, form) => editPage(ctx, input.params.id, form),
});

async function withdrawPage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const demand = await withdrawable(ctx, id);
  const reserved = demand.visibility === "reserved";
  return {
    kind: "page",
    title: t("demands.own.withdrawTitle"),
    section: "mine",
    noindex: true,
    crumbs: crumbs(id, t("demands.own.withdraw")),
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <h1>{t("demands.own.withdrawTitle")}</h1>
        {/* A phone is lent: what is reserved is not read from it again. */}
        {reserved ? <p>{t("demands.own.reservedText")}</p> : <Words demand={demand} />}
        <Bullets
          items={[
            t("demands.own.what.erased"),
            t(reserved ? "demands.own.what.reserved" : "demands.own.what.mark"),
            t("demands.own.what.others"),
            t("demands.own.what.final"),
          ]}
        />
        <Form action={href(`/necesidades/${id}/retirar`)}>
          <Actions>
            <Button kind="danger">{t("demands.own.withdrawYes")}</Button>
            <LinkButton kind="quiet" href={href("/mis-aportes")}>
              {t("demands.own.back")}
            </LinkButton>
          </Actions>
        </Form>
      </Page>
    ),
  };
}

function Words({ demand }: { demand: Demand }): VNode | null {
  return demand.text === WITHOUT_WORDS ? null : <Said>{demand.text}</Said>;
}

export const withdrawForm = get({
  path: "/necesidades/:id/retirar",
  access: "public",
  params,
  handle: (ctx, input) => withdrawPage(ctx, input.params.id),
});

export const withdraw = post({
  path: "/necesidades/:id/retirar",
  access: "public",
  params,
  perMinute: 10,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await withdrawable(ctx, id);
    await withdrawNeed(tx, id, ctx.now);
    return redirect("/mis-aportes");
  },
  invalid: (ctx, input, form) => withdrawPage(ctx, input.params.id, form),
});
