// Many cases at once, chosen in the list or all that its filters find: see which ones, give them to one official and take it back, or
// answer them all with one answer.
import type { VNode } from "preact";
import { z } from "zod";
import { choices, FormState, optionalText, optionalWholeNumber } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { isUndoable } from "#platform/http/undo-window.ts";
import { formatDate, formatInstant, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { UndoForm } from "#platform/views/undo-form.tsx";
import type { Case } from "../case-store.ts";
import { askingOf, filterOf, filterQuery } from "../desk/filter.ts";
import { listOfficers, listOpenIds } from "../desk/work-list.sql.ts";
import { answersTogether } from "../joint/joint.ts";
import { JointForm } from "../joint/joint.view.tsx";
import type { Law } from "../law.ts";
import {
  agenciesOf,
  assignMany,
  type BulkActDone,
  listBulkActs,
  listChosen,
  MOST,
  readIds,
  undoAssign,
} from "./bulk.ts";

const PATH = "/gestion/solicitudes/varias";
/** Acts of before, and cases of this one, that the page lists. */
const LISTED = 10;
/** Letters of the numbers of the most cases of an act. */
export const IDS_LETTERS = 40_000;

/** The chosen cases and what can be done with them all. */
export async function bulkPage(
  ctx: Context,
  cases: readonly Case[],
  form: FormState,
  tooMany?: number,
): Promise<PageAnswer> {
  return {
    kind: "page",
    title: t("cases.bulk.title"),
    status: form.status,
    staff: true,
    section: "cases",
    crumbs: [{ text: t("cases.desk.title"), path: "/gestion/solicitudes" }, { text: t("cases.bulk.title") }],
    body: (
      <Bulk
        ctx={ctx}
        cases={cases}
        tooMany={tooMany}
        form={form}
        analogous={answersTogether(ctx.entity, ctx.now)}
        officers={cases.length === 0 ? [] : await listOfficers(ctx.db, agenciesOf(cases))}
        done={await listBulkActs(ctx.db, ctx.authority.actor.accountId, LISTED)}
      />
    ),
  };
}

export const bulk = get({
  path: PATH,
  access: "cases.work",
  query: filterQuery.extend({ todas: z.literal("si").optional().catch(undefined) }),
  handle: async (ctx, { query: { todas, ...filter } }) => {
    if (todas === undefined) return bulkPage(ctx, [], new FormState());
    const whole = { ...filterOf(filter), after: undefined };
    const { ids, total } = await listOpenIds(ctx.db, whole, askingOf(ctx), MOST);
    if (total > MOST) return bulkPage(ctx, [], new FormState(), total);
    return bulkPage(ctx, await listChosen(ctx.db, ctx, ids), new FormState());
  },
});

const body = z.object({
  case: choices(500),
  /** The very cases that the page showed before. */
  ids: optionalText(IDS_LETTERS),
  officer: optionalWholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, message: "cases.desk.assign.missing" }),
});

/** The first time it shows which cases were chosen; the second, with an official, it gives them. */
export const bulkAssign = post({
  path: PATH,
  access: "cases.work",
  perMinute: 30,
  body,
  handle: async (ctx, tx, { body: { case: chosen, ids, officer } }) => {
    if (ids === undefined) {
      return bulkPage(ctx, await listChosen(tx, ctx, readIds(chosen.join(","))), new FormState({}, [], 200));
    }
    if (officer === undefined) throw new Problem(400, "cases.desk.assign.missing", { field: "officer" });
    const act = await assignMany(tx, ctx, { ids: readIds(ids), officer });
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
  ctx: Context;
  cases: readonly Case[];
  /** How many a filter finds, when they are more than one act takes. */
  tooMany: number | undefined;
  form: FormState;
  analogous: Law["analogous"];
  officers: readonly { id: number; name: string }[];
  done: readonly BulkActDone[];
}

function Bulk({ ctx, cases, tooMany, form, analogous, officers, done }: Props): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.bulk.title")}</h1>
        <Lead>{t("cases.bulk.lead", { n: cases.length })}</Lead>
        <NextLink href={href("/gestion/solicitudes")}>{t("cases.bulk.back")}</NextLink>
      </Stack>
      {tooMany !== undefined && (
        <Notice tone="warn">{t("cases.bulk.tooMany", { n: formatNumber(tooMany), most: formatNumber(MOST) })}</Notice>
      )}
      {cases.length > LISTED && <Where ctx={ctx} cases={cases} />}
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
        {cases.slice(0, LISTED).map((one) => (
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
      {cases.length > LISTED && <Fine>{t("cases.bulk.more", { n: cases.length - LISTED })}</Fine>}
      <Done done={done} now={ctx.now} />
    </Page>
  );
}

/** Whose they are, when they are more than the page lists. */
function Where({ ctx: { entity, locale }, cases }: Pick<Props, "ctx" | "cases">): VNode {
  const agencies = [...Map.groupBy(cases, ({ agency }) => agency)].sort(([, a], [, b]) => b.length - a.length);
  return (
    <Section title={t("cases.public.byAgency")} id="donde">
      <Bullets
        plain
        items={agencies.map(
          ([code, some]) => `${entity.name(entity.agency(code), locale)}: ${formatNumber(some.length)}`,
        )}
      />
    </Section>
  );
}

function Done({ done, now }: { done: readonly BulkActDone[]; now: Date }): VNode {
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
                isUndoable(act, now) ? <UndoForm action={`${PATH}/${act.id}/deshacer`} at={act.at} of={words} /> : ""
              }
            />
          );
        })}
      </Items>
    </Section>
  );
}
