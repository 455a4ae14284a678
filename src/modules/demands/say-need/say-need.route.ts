import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { getProcess, getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { choices, FormState, optionalCode, optionalText, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findPublicDemand } from "../demands.sql.ts";
import { findSimilarDemands } from "../similar.sql.ts";
import { sayNeed, supportNeed } from "./say-need.ts";
import { SayNeed } from "./say-need.view.tsx";

const MAX_LETTERS = 600;
const RECEIPT_SECONDS = 15 * 60;
const params = z.object({ slug: z.string(), place: z.string() });

async function place(ctx: Context, given: z.infer<typeof params>): Promise<{ process: Process; territory: Territory }> {
  const process = await getPublicProcess(ctx.db, given.slug);
  const territory = ctx.entity.bySlug(given.place);
  if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
  return { process, territory };
}

async function page(ctx: Context, given: z.infer<typeof params>, form: FormState): Promise<PageAnswer> {
  const { process, territory } = await place(ctx, given);
  const text = form.value("text");
  const similar =
    text.length < 10
      ? []
      : await findSimilarDemands(ctx.db, { processId: process.id, territoryCode: territory.code, text, limit: 5 });
  const open = isOpen(process, territory.code, "gather", ctx.now);
  return {
    kind: "page",
    title: `${t("demands.say.title")} · ${territory.name}`,
    section: "participate",
    crumbs: [
      { text: process.title, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("demands.say.crumb") },
    ],
    islands: ["plaza"],
    body: SayNeed({ process, territory, entity: ctx.entity, form, similar, open, maxLetters: MAX_LETTERS }),
  };
}

export const sayForm = get({
  path: "/procesos/:slug/:place/decir",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params, new FormState()),
});

/** Two buttons in one form: look for similar ones first, or send. Without JavaScript both are plain posts. */
export const say = post({
  path: "/procesos/:slug/:place/decir",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({
    text: textField({
      min: 10,
      max: MAX_LETTERS,
      required: "demands.say.text.missing",
      short: "demands.say.text.short",
      long: "demands.say.text.long",
    }),
    place: optionalText(120),
    sub: optionalCode(),
    groups: choices(30),
    seen: optionalCode(),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const { process, territory } = await place(ctx, given);
    const who = whoIs(ctx);
    // The first send shows what others said about the same; the second one, from that page, is the answer to it.
    if (body.seen === undefined) {
      const similar = await findSimilarDemands(tx, {
        processId: process.id,
        territoryCode: territory.code,
        text: body.text,
        limit: 5,
      });
      if (similar.length > 0) {
        return page(ctx, given, FormState.filled({ ...body, seen: "1" }));
      }
    }
    const { receipt } = await sayNeed(tx, who, process, { ...body, territory: territory.code });
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
  invalid: (ctx, input, form) => page(ctx, input.params, form),
});

export const supportRoute = post({
  path: "/necesidades/:id/tambien",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  perMinute: 60,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    const demand = await findPublicDemand(tx, id);
    if (demand === undefined) throw notFound();
    const process = await getProcess(tx, demand.processId);
    const { receipt } = await supportNeed(tx, whoIs(ctx), process, demand);
    if (receipt === undefined) return redirect(`/necesidades/${id}`);
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
});

function whoIs(ctx: Context) {
  return {
    entity: ctx.entity,
    browserBits: ctx.browser.bits(),
    accountId: ctx.authority.actor.accountId,
    now: ctx.now,
  };
}
