// Many cases at once: see which ones, give them to one official and take it back, or answer them all with one answer.
import type { VNode } from "preact";
import { z } from "zod";
import { choices, FormState, optionalText, optionalWholeNumber } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDate, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import type { Case } from "../case-store.ts";
import { answersTogether } from "../joint/joint.ts";
import { JointForm } from "../joint/joint.view.tsx";
import type { Law } from "../law.ts";
import {
  assignMany,
  type BulkActDone,
  listBulkActs,
  listChosen,
  listOfficersOfAll,
  readIds,
  undoAssign,
} from "./bulk.ts";

const PATH = "/gestion/solicitudes/varias";
const LISTED = 10;

/** The chosen cases and what can be done with them all. */
export async function bulkPage(ctx: Context, cases: readonly Case[], form: FormState): Promise<PageAnswer> {
  return {
    kind: "page",
    title: t("cases.bulk.title"),
    status: form.status,
    staff: true,
    section: "cases",
    crumbs: [{ text: t("cases.desk.title"), path: "/gestion/solicitudes" }, { text: t("cases.bulk.title") }],
    body: (
      <Bulk
        cases={cases}
        form={form}
        analogous={answersTogether(ctx.entity, ctx.now)}
        officers={await listOfficersOfAll(ctx.db, cases)}
        done={await listBulkActs(ctx.db, ctx.authority.actor.accountId, LISTED)}
      />
    ),
  };
}

export const bulk = get({ path: PATH, access: "cases.work", handle: (ctx) => bulkPage(ctx, [], new FormState()) });

const body = z.object({
  case: choices(500),
  /** The very cases that the page showed before. */
  ids: optionalText(10_000),
  officer: optionalWholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, message: "cases.desk.assign.missing" }),
});

/** The first time it shows which cases were chosen; the second, with an official, it gives them. */
export const bulkAssign = post({
  path: PATH,
  access: "cases.work",
  perMinute: 30,
  body,
  handle: async (ctx, tx, { body: { case: chosen, ids, officer } }) => {
    const asked = readIds(ids ?? chosen.join(","));
    const cases = await listChosen(tx, ctx, asked);
    if (ids === undefined) return bulkPage(ctx, cases, new FormState({}, [], 200));
    if (officer === undefined) throw new Problem(400, "cases.desk.assign.missing", { field: "officer" });
    if (cases.length !== new Set(asked).size || cases.length === 0) throw new Problem(409, "cases.bulk.changed");
    const act = await assignMany(tx, ctx, { ids: asked, officer });
    return redirect(`${PATH}#h${act}`);
  },
  invalid: async (ctx, _, form) => bulkPage(ctx, await listChosen(ctx.db, ctx, readIds(form.value("ids"))), form),
});

export const bulkUndo = post({
  path: `${PATH}/:id/deshacer`,
  access: "cases.work",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await undoAssign(tx, ctx, params.id);
    return redirect(`${PATH}#h${params.id}`);
  },
  invalid: (ctx, _, form) => bulkPage(ctx, [], form),
});

interface Props {
  cases: readonly Case[];
  form: FormState;
  analogous: Law["analogous"];
  officers: readonly { id: number; name: string }[];
  done: readonly BulkActDone[];
}

function Bulk({ cases, form, analogous, officers, done }: Props): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.bulk.title")}</h1>
        <Lead>{t("cases.bulk.lead", { n: cases.length })}</Lead>
        <NextLink href={href("/gestion/solicitudes")}>{t("cases.bulk.back")}</NextLink>
      </Stack>
      {cases.length > 0 && (
        <Form action={href(PATH)} hidden={{ ids: cases.map(({ id }) => id).join(",") }}>
          <Select
            id="officer"
            label={t("cases.desk.assign.label")}
            placeholder={t("common.choose")}
            value={form.value("officer")}
            error={form.error("officer")}
            options={officers.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <Button>{t("cases.bulk.send", { n: cases.length })}</Button>
        </Form>
      )}
      <JointForm cases={cases} form={form} analogous={analogous} />
      <Items>
        {cases.map((one) => (
          <Item
            small
            title={one.text}
            href={href(`/gestion/solicitudes/${one.id}`)}
            meta={[
              one.number,
              one.dueOn === null ? t("cases.stopped") : t("cases.dueOn", { date: formatDate(one.dueOn) }),
            ].join(" · ")}
          />
        ))}
      </Items>
      <Done done={done} />
    </Page>
  );
}

function Done({ done }: { done: readonly BulkActDone[] }): VNode {
  return (
    <Section title={t("cases.bulk.done")} id="hechas">
      {done.length === 0 && (
        <EmptyState
          title={t("cases.bulk.none")}
          text={t("cases.bulk.noneText")}
          action={{ href: href("/gestion/solicitudes"), text: t("cases.bulk.back") }}
        />
      )}
      <Items>
        {done.map((act) => {
          const words = t("cases.bulk.was", { n: act.n, name: act.officer ?? "" });
          return (
            <Item
              id={`h${act.id}`}
              title={words}
              over={act.undoneAt && <Tag>{t("cases.bulk.undone")}</Tag>}
              meta={formatInstant(act.at)}
              side={
                act.undoneAt === null ? (
                  <Form action={href(`${PATH}/${act.id}/deshacer`)} layout="bare">
                    <Button kind="quiet" size="small" icon="undo" label={`${t("cases.bulk.undo")}: ${words}`}>
                      {t("cases.bulk.undo")}
                    </Button>
                  </Form>
                ) : (
                  ""
                )
              }
            />
          );
        })}
      </Items>
    </Section>
  );
}
