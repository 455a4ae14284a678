import { z } from "zod";
import { findInitiative, type Initiative } from "#modules/initiatives/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { choice, dayField, FormState } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { CommitmentForm } from "./commitment-form.tsx";
import { makeCommitment, requireFutureDay } from "./make-commitment.ts";
import { pledgeFields, readPledge } from "./pledge.ts";

const params = z.object({ initiative: z.coerce.number().int().positive() });

/** What a form that makes a commitment sends, whatever it answers. */
export const makeFields = {
  ...pledgeFields,
  dueDate: dayField("commitments.make.dueDate.missing"),
  // Sent with the key of the keyboard, no button says which: then it is what the main one says.
  state: z.preprocess((value) => value ?? "agreed", choice(["agreed", "proposed"], "commitments.update.state.missing")),
};

async function getOpenInitiative(db: ReadDb, id: number): Promise<Initiative> {
  const initiative = await findInitiative(db, id);
  if (initiative === undefined || initiative.state !== "published") throw notFound();
  return initiative;
}

async function page(ctx: Context, initiativeId: number, given?: FormState): Promise<PageAnswer> {
  const initiative = await getOpenInitiative(ctx.db, initiativeId);
  ctx.authority.require("commitments.write", { territory: initiative.territory });
  const { title, text, place, sector, agency, cost } = initiative;
  const form = given ?? FormState.filled({ title, text, place, sector, agency, money: cost });
  return {
    kind: "page",
    title: t("commitments.make.title"),
    staff: true,
    section: "commitments",
    crumbs: [
      { text: t("commitments.desk.title"), path: "/gestion/compromisos" },
      { text: t("commitments.make.title") },
    ],
    body: CommitmentForm({
      title: t("commitments.make.title"),
      lead: t("commitments.make.lead", { title, place: ctx.entity.territory(initiative.territory).name }),
      action: `/gestion/compromisos/nuevo/${initiative.id}`,
      form,
      entity: ctx.entity,
      territory: initiative.territory,
    }),
  };
}

export const makeForm = get({
  path: "/gestion/compromisos/nuevo/:initiative",
  access: "commitments.write",
  params,
  handle: (ctx, input) => page(ctx, input.params.initiative),
});

export const make = post({
  path: "/gestion/compromisos/nuevo/:initiative",
  access: "commitments.write",
  params,
  body: z.object(makeFields),
  handle: async (ctx, tx, { params: given, body }) => {
    const initiative = await getOpenInitiative(tx, given.initiative);
    requireFutureDay(body.dueDate, calendarDay(ctx.now, ctx.entity.timeZone));
    const { territory, processId } = initiative;
    const id = await makeCommitment(tx, ctx, await getProcess(tx, processId), {
      ...readPledge(ctx.entity, body, territory),
      territory,
      dueDate: body.dueDate,
      state: body.state,
      origins: [initiative.id],
    });
    return redirect(`/compromisos/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.initiative, form),
});
