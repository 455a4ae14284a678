import { z } from "zod";
import { requireUnwritten, seenField, withSeen } from "#core/trace/index.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { getCommitment } from "../get-commitment.ts";
import { CommitmentForm } from "../make/commitment-form.tsx";
import { pledgeFields, readPledge } from "../make/pledge.ts";
import { listPartners } from "../story.sql.ts";
import { editCommitment, pledgeOf } from "./edit-commitment.ts";

const params = z.object({ id: z.coerce.number().int().positive() });

async function page(ctx: Context, id: number, given?: FormState): Promise<PageAnswer> {
  const commitment = await getCommitment(ctx.db, id);
  ctx.authority.require("commitments.write", { territory: commitment.territory, agency: commitment.agency });
  const pledge = pledgeOf(commitment, await listPartners(ctx.db, id));
  return {
    kind: "page",
    title: t("commitments.edit.title"),
    staff: true,
    section: "commitments",
    crumbs: [
      { text: t("commitments.desk.title"), path: "/gestion/compromisos" },
      { text: commitment.title, written: true, path: `/gestion/compromisos/${id}` },
      { text: t("commitments.edit.title") },
    ],
    body: CommitmentForm({
      title: t("commitments.edit.title"),
      lead: t("commitments.edit.lead"),
      action: `/gestion/compromisos/${id}/corregir`,
      form: await withSeen(ctx.db, id, given ?? FormState.filled({ ...pledge, actors: pledge.actors.join("\n") })),
      entity: ctx.entity,
      territory: commitment.territory,
      editing: true,
    }),
  };
}

export const editForm = get({
  path: "/gestion/compromisos/:id/corregir",
  access: "commitments.write",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const edit = post({
  path: "/gestion/compromisos/:id/corregir",
  access: "commitments.write",
  params,
  body: z.object({
    ...pledgeFields,
    ...seenField,
    reason: textField({
      min: 3,
      max: 600,
      required: "commitments.update.reason.missing",
      short: "commitments.update.reason.missing",
    }),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const commitment = await getCommitment(tx, given.id);
    await requireUnwritten(tx, given.id, body.seen);
    const before = pledgeOf(commitment, await listPartners(tx, given.id));
    const after = readPledge(ctx.entity, body, commitment.territory);
    await editCommitment(tx, ctx, commitment, { before, after, reason: body.reason });
    return redirect(`/compromisos/${given.id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
