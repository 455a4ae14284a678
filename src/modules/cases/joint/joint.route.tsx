import { z } from "zod";
import type { WriteTx } from "#platform/db/db.ts";
import { choice, FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { bulkPage, IDS_LETTERS } from "../bulk/bulk.route.tsx";
import { listChosen, readIds } from "../bulk/bulk.ts";
import { mayRead } from "../desk/case-acts.ts";
import { findJoint, listJoint, listMembers } from "./joint.sql.ts";
import { answerTogether, dropTogether, mayReadJoint, reviewTogether } from "./joint.ts";
import { ANSWER_LETTERS, JOINT_PATH, JointList, JointOne, QUESTION_LETTERS } from "./joint.view.tsx";

const LISTED = 50;
const desk = () => ({ text: t("cases.desk.title"), path: "/gestion/solicitudes" });
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

export const jointAnswers = get({
  path: JOINT_PATH,
  access: "cases.work",
  handle: async (ctx) => {
    const grants = ctx.authority.grantsOf("cases.work");
    const all = grants.some(({ agencyCode }) => agencyCode === null);
    const agencies = all ? undefined : grants.flatMap(({ agencyCode }) => agencyCode ?? []);
    return {
      kind: "page",
      title: t("cases.joint.title"),
      staff: true,
      section: "cases",
      crumbs: [desk(), { text: t("cases.joint.title") }],
      body: <JointList items={await listJoint(ctx.db, agencies, LISTED)} entity={ctx.entity} />,
    };
  },
});

/** Of the cases that were chosen in the list; what is wrong comes back under them. */
export const writeJoint = post({
  path: JOINT_PATH,
  access: "cases.work",
  perMinute: 30,
  body: z.object({
    ids: textField({ max: IDS_LETTERS, required: "cases.bulk.changed" }),
    question: textField({ max: QUESTION_LETTERS, required: "cases.joint.question.missing" }),
    text: textField({ max: ANSWER_LETTERS, required: "cases.desk.answer.missing" }),
    outcome: choice(["granted", "refused"], "cases.desk.answer.outcome.missing"),
  }),
  handle: async (ctx, tx, { body: { ids, ...words } }) =>
    redirect(`${JOINT_PATH}/${await answerTogether(tx, ctx, readIds(ids), words)}`),
  invalid: async (ctx, _, form) => bulkPage(ctx, await listChosen(ctx.db, ctx, readIds(form.value("ids"))), form),
});

async function onePage(ctx: Context, id: number, form: FormState): Promise<PageAnswer> {
  const joint = await findJoint(ctx.db, id);
  if (!mayReadJoint(ctx, joint)) throw notFound();
  const members = await listMembers(ctx.db, id);
  const mine = members.filter((one) => mayRead(ctx, one));
  return {
    kind: "page",
    title: t("cases.joint.one", { id }),
    staff: true,
    section: "cases",
    status: form.status,
    crumbs: [desk(), { text: t("cases.joint.title"), path: JOINT_PATH }, { text: t("cases.joint.one", { id }) }],
    body: (
      <JointOne
        joint={joint}
        members={mine}
        me={ctx.authority.actor.accountId}
        form={form}
        today={calendarDay(ctx.now, ctx.entity.timeZone)}
      />
    ),
  };
}

export const jointAnswer = get({
  path: `${JOINT_PATH}/:id`,
  access: "cases.work",
  params,
  handle: (ctx, input) => onePage(ctx, input.params.id, new FormState()),
});

function act(name: string, work: (tx: WriteTx, ctx: Context, id: number) => Promise<void>) {
  return post({
    path: `${JOINT_PATH}/:id/${name}`,
    access: "cases.work",
    params,
    body: z.object({}),
    handle: async (ctx, tx, input) => {
      await work(tx, ctx, input.params.id);
      return redirect(`${JOINT_PATH}/${input.params.id}`);
    },
    invalid: (ctx, input, form) => onePage(ctx, input.params.id, form),
  });
}

export const reviewJoint = act("revisar", reviewTogether);
export const dropJoint = act("descartar", dropTogether);
