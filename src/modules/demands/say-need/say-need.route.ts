import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { getProcess, getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { choices, FormState, optionalCode, optionalText, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findPublicDemand, rootsOf } from "../demands.sql.ts";
import { findSimilarDemands } from "../similar.sql.ts";
import { listVoicesFor } from "./organisations.sql.ts";
import { type Person, prepareNeed, supportNeed } from "./say-need.ts";
import { SayNeed } from "./say-need.view.tsx";

const MAX_LETTERS = 600;
/** What people see as one letter may be many characters; the table takes these. */
const MAX_CHARACTERS = 4000;
const MAX_PLACE_CHARACTERS = 200;
const SIMILAR = 5;
const RECEIPT_SECONDS = 15 * 60;
/** What a decoder leaves where bytes were not text. */
const BROKEN = "\uFFFD";
const params = z.object({ slug: z.string(), place: z.string() });
type Params = z.infer<typeof params>;

async function findPlace(ctx: Context, given: Params): Promise<{ process: Process; territory: Territory }> {
  const process = await getPublicProcess(ctx.db, given.slug);
  const territory = ctx.entity.bySlug(given.place);
  if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
  return { process, territory };
}

async function page(ctx: Context, given: Params, form: FormState): Promise<PageAnswer> {
  const { process, territory } = await findPlace(ctx, given);
  const text = form.value("text");
  const similar =
    text.length < 10 || text.length > MAX_CHARACTERS ? [] : await similarTo(ctx, process, territory, text);
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
    body: SayNeed({
      process,
      territory,
      entity: ctx.entity,
      form,
      formKey: form.value("key") || randomBytes(16).toString("base64url"),
      similar,
      voices: await listVoicesFor(ctx.db, ctx.authority.actor.accountId),
      open: isOpen(process, territory.code, "gather", ctx.now),
      maxLetters: MAX_LETTERS,
    }),
  };
}

function similarTo(ctx: Context, process: Process, territory: Territory, text: string) {
  return findSimilarDemands(ctx.db, { processId: process.id, territoryCode: territory.code, text, limit: SIMILAR });
}

export const sayForm = get({
  path: "/procesos/:slug/:place/decir",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params, new FormState()),
});

const whole = (max: number) => (text: string | undefined) =>
  text === undefined || ([...text].length <= max && !text.includes("\u0000"));
const readable = (text: string | undefined) => text === undefined || !text.includes(BROKEN);

/** The first send shows what others said about the same; the second one, from that page, is the answer to it. */
export const say = postBatched({
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
    })
      .refine(whole(MAX_CHARACTERS), "demands.say.text.long")
      .refine(readable, "demands.say.broken"),
    place: optionalText(120)
      .refine(whole(MAX_PLACE_CHARACTERS), "common.tooLong")
      .refine(readable, "demands.say.broken"),
    sub: optionalCode(),
    groups: choices(30),
    organisation: optionalCode(),
    key: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(64).catch("")),
    seen: optionalCode(),
  }),
  handle: async (ctx, { params: given, body }) => {
    const { process, territory } = await findPlace(ctx, given);
    const need = prepareNeed(whoIs(ctx), process, {
      ...body,
      territory: territory.code,
      organisationId: await voiceOf(ctx, body.organisation),
      formKey: body.key || randomBytes(16).toString("base64url"),
    });
    if (body.seen === undefined && (await similarTo(ctx, process, territory, body.text)).length > 0) {
      return page(ctx, given, FormState.filled({ ...body, seen: "1" }));
    }
    const { receipt } = await ctx.needs.add(need);
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
  invalid: (ctx, input, form) => page(ctx, input.params, form),
});

/** Only who represents an organisation speaks in its name. */
async function voiceOf(ctx: Context, code: string | undefined): Promise<number | undefined> {
  if (code === undefined) return undefined;
  const voices = await listVoicesFor(ctx.db, ctx.authority.actor.accountId);
  const voice = voices.find((one) => String(one.id) === code);
  if (voice === undefined) throw new Problem(400, "common.unknownChoice", { field: "organisation" });
  return voice.id;
}

export const supportRoute = post({
  path: "/necesidades/:id/tambien",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  perMinute: 60,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    // The page may be older than a merge: the voice goes to the need that speaks for it now.
    const root = (await rootsOf(tx, [id])).get(id) ?? id;
    const demand = await findPublicDemand(tx, root);
    if (demand === undefined) throw notFound();
    if (demand.state === "discarded") throw new Problem(409, "demands.say.supportDiscarded");
    const process = await getProcess(tx, demand.processId);
    const { receipt } = await supportNeed(tx, whoIs(ctx), process, demand);
    if (receipt === undefined) return redirect(`/necesidades/${root}`);
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
});

function whoIs(ctx: Context): Person {
  return {
    entity: ctx.entity,
    browserBits: ctx.browser.bits(),
    accountId: ctx.authority.actor.accountId,
    now: ctx.now,
  };
}
