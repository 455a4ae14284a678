// Who answers for a goal says here what was achieved, and which commitments are part of it.
import type { VNode } from "preact";
import { z } from "zod";
import { amountField } from "#platform/http/amount.ts";
import { dayField, FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, NearDateField } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { agencyText, amountText, levelText, nodePath, programmedText } from "../figures.ts";
import { getGoal, placeOf } from "../get-goal.ts";
import { joinCommitment, leaveCommitment } from "../join/join-commitment.ts";
import { goalsIn, loadTree, type PlanNode, type PlanTree } from "../plan.ts";
import { type LinkedCommitment, listLinked, listPlans } from "../plans.sql.ts";
import { reportGoal } from "./report.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const ACCESS = "plans.report";

export const goalsDesk = get({
  path: "/gestion/plan",
  access: ACCESS,
  handle: async (ctx) => {
    const plan = (await listPlans(ctx.db)).find(({ state }) => state === "in_force");
    const tree = plan && (await loadTree(ctx.db, plan));
    const mine = goalsIn(tree?.top ?? []).filter((goal) => ctx.authority.may(ACCESS, placeOf(goal)));
    return {
      kind: "page",
      title: t("plans.desk.title"),
      staff: true,
      section: "plan",
      body: <Desk tree={tree} goals={mine} ctx={ctx} />,
    };
  },
});

/** Those of which nobody said anything this year stand first. */
function Desk({ tree, goals, ctx }: { tree: PlanTree | undefined; goals: readonly PlanNode[]; ctx: Context }): VNode {
  const missing = (goal: PlanNode) => goal.goals.programmed > goal.goals.known;
  const ordered = goals.toSorted((a, b) => Number(missing(b)) - Number(missing(a)));
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("plans.desk.title")}</h1>
        {tree !== undefined && (
          <Lead>
            {t("plans.desk.lead", {
              all: goals.length,
              missing: goals.filter(missing).length,
              year: String(tree.year),
            })}
          </Lead>
        )}
      </Stack>
      {goals.length === 0 && (
        <EmptyState
          level={2}
          title={t("plans.desk.none")}
          text={t("plans.desk.noneText")}
          action={{ text: t("plans.desk.see"), href: href("/plan") }}
        />
      )}
      <Items>
        {tree !== undefined &&
          ordered.map((goal) => (
            <Item
              level={2}
              small
              title={goal.name}
              href={href(`/gestion/plan/${goal.id}`)}
              over={missing(goal) ? <Tag tone="warn">{t("plans.desk.missing")}</Tag> : undefined}
              meta={[goal.code, agencyText(goal, ctx.entity)].filter(Boolean).join(" · ")}
            />
          ))}
      </Items>
    </Page>
  );
}

async function page(ctx: Context, id: number, form = new FormState(), saved = false): Promise<PageAnswer> {
  const { tree, goal } = await getGoal(ctx.db, id, ctx.authority);
  const title = t("plans.report.title", { code: goal.code });
  return {
    kind: "page",
    title,
    staff: true,
    section: "plan",
    crumbs: [{ text: t("plans.desk.title"), path: "/gestion/plan" }, { text: title }],
    body: <GoalForms tree={tree} goal={goal} linked={await listLinked(ctx.db, id)} form={form} saved={saved} />,
  };
}

interface Forms {
  tree: PlanTree;
  goal: PlanNode;
  linked: readonly LinkedCommitment[];
  form: FormState;
  saved: boolean;
}

function GoalForms(props: Forms): VNode {
  const { tree, goal, form, saved } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      {saved && form.errors.length === 0 && (
        <Notice tone="success" live>
          {t("plans.report.saved")}
        </Notice>
      )}
      <Stack gap="s">
        <Row>
          <Tag>{levelText(goal.level)}</Tag>
        </Row>
        <h1>{goal.name}</h1>
        <Small>
          {t("plans.report.now", {
            year: String(tree.year),
            planned: programmedText(goal.programmed, tree.year),
            done: amountText(goal.achieved[tree.year]),
            unit: goal.unit ?? "",
          })}
        </Small>
        <Link href={href(nodePath(tree.plan.code, goal.code))}>{t("plans.report.public")}</Link>
      </Stack>
      <ReportForm {...props} />
      <JoinForm {...props} />
      <LeaveForm {...props} />
    </Page>
  );
}

const fieldOf = (form: FormState) => (id: string) => ({ id, value: form.value(id), error: form.error(id) });

function ReportForm({ goal, tree, form }: Forms): VNode {
  const field = fieldOf(form);
  return (
    <Section title={t("plans.report.heading")} id="reportar">
      <p>{t("plans.report.help", { date: formatDate(tree.plan.cutOff) })}</p>
      <Form action={href(`/gestion/plan/${goal.id}/reporte`)}>
        <Field
          {...field("value")}
          width="8"
          inputMode="decimal"
          label={t("plans.report.value", { unit: goal.unit ?? "none" })}
          hint={t("plans.report.valueHint")}
        />
        <NearDateField {...field("asOf")} label={t("plans.report.asOf")} />
        <TextArea
          {...field("note")}
          rows={3}
          maxLength={2000}
          label={t("plans.report.note")}
          hint={t("plans.report.noteHint")}
        />
        <Button>{t("plans.report.save")}</Button>
      </Form>
    </Section>
  );
}

function JoinForm({ goal, form }: Forms): VNode {
  const field = fieldOf(form);
  return (
    <Section title={t("plans.join.heading")} id="unir">
      <p>{t("plans.join.help")}</p>
      <Form action={href(`/gestion/plan/${goal.id}/compromiso`)}>
        <Field {...field("commitment")} label={t("plans.join.commitment")} hint={t("plans.join.commitmentHint")} />
        <TextArea {...field("reason")} rows={3} maxLength={600} label={t("plans.join.reason")} />
        <Button kind="quiet">{t("plans.join.save")}</Button>
      </Form>
    </Section>
  );
}

function LeaveForm({ goal, linked, form }: Forms): VNode | null {
  if (linked.length === 0) return null;
  const field = fieldOf(form);
  return (
    <Section title={t("plans.leave.heading")} id="quitar">
      <Form action={href(`/gestion/plan/${goal.id}/quitar`)}>
        <Radios
          {...field("out")}
          label={t("plans.leave.which")}
          options={linked.map(({ id, title }) => ({ value: String(id), label: title }))}
        />
        <TextArea {...field("why")} rows={3} maxLength={600} label={t("plans.leave.why")} />
        <Button kind="quiet">{t("plans.leave.save")}</Button>
      </Form>
    </Section>
  );
}

export const goalForm = get({
  path: "/gestion/plan/:id",
  access: ACCESS,
  params,
  query: z.object({ guardado: z.literal("1").optional().catch(undefined) }),
  handle: (ctx, { params: { id }, query }) => page(ctx, id, new FormState(), query.guardado === "1"),
});

const reasonField = (required: string) => textField({ min: 3, max: 600, required, short: required });
const done = (id: number) => redirect(`/gestion/plan/${id}?guardado=1`);

export const report = post({
  path: "/gestion/plan/:id/reporte",
  access: ACCESS,
  params,
  body: z.object({
    value: amountField("plans.report.notNumber"),
    asOf: dayField("plans.report.notDay"),
    note: textField({ min: 3, max: 2000, required: "plans.report.noNote", short: "plans.report.noNote" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const who = { authority: ctx.authority, now: ctx.now, today: calendarDay(ctx.now, ctx.entity.timeZone) };
    await reportGoal(tx, who, await getGoal(tx, id, ctx.authority), body);
    return done(id);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

export const join = post({
  path: "/gestion/plan/:id/compromiso",
  access: ACCESS,
  params,
  body: z.object({
    commitment: textField({ max: 300, required: "plans.join.unknown" }),
    reason: reasonField("plans.join.noReason"),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await joinCommitment(tx, ctx, await getGoal(tx, id, ctx.authority), body);
    return done(id);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

export const leave = post({
  path: "/gestion/plan/:id/quitar",
  access: ACCESS,
  params,
  body: z.object({
    out: z.coerce.number("plans.leave.noChoice").int("plans.leave.noChoice").positive("plans.leave.noChoice"),
    why: reasonField("plans.join.noReason"),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const goal = await getGoal(tx, id, ctx.authority);
    await leaveCommitment(tx, ctx, goal, { commitment: body.out, reason: body.why });
    return done(id);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});
