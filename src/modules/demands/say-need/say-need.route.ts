import { randomBytes } from "node:crypto";
import { z } from "zod";
import { askPersonal, coveredText } from "#core/moderation/index.ts";
import type { Territory } from "#core/territory/index.ts";
import { findGivenCodes, participantKey } from "#core/trace/index.ts";
import { getProcess, getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { choices, FormState, optionalCode, tick } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findPublicDemand, rootsOf } from "../demands.sql.ts";
import { MAX_PHOTO_BYTES, prepareSent } from "../photos/prepare-photos.ts";
import { type FormOf, keepUploads, listUploads, MAX_PHOTOS, type SentFile, type Upload } from "../photos/uploads.ts";
import { findView, tapFields, tappedPoint } from "../point/pick-map.route.ts";
import { pointWords } from "../point/point.ts";
import { findSimilarDemands } from "../similar.sql.ts";
import { WITHOUT_WORDS } from "../voice/recordings.ts";
import { MAX_LETTERS, placeFields, pointOf, sheetFields, sheetOf, textOrVoice } from "./need-fields.ts";
import { listVoicesFor } from "./organisations.sql.ts";
import { type Person, prepareNeed, supportNeed } from "./say-need.ts";
import { SayNeed } from "./say-need.view.tsx";

/** No need is longer: what is longer is not looked for. */
const MAX_SEARCHED = 4000;
const SIMILAR = 5;
const RECEIPT_SECONDS = 15 * 60;
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
  const formKey = form.value("key") || newFormKey();
  const similar = text.length < 10 || text.length > MAX_SEARCHED ? [] : await similarTo(ctx, process, territory, text);
  const uploads = await listUploads(ctx.db, { owner: ownerOf(ctx, process), formKey });
  return {
    kind: "page",
    title: `${t("demands.say.title")} · ${territory.name}`,
    section: "participate",
    crumbs: [
      { text: process.title, written: true, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("demands.say.crumb") },
    ],
    islands: ["plaza", "voice"],
    body: SayNeed({
      process,
      territory,
      entity: ctx.entity,
      form,
      formKey,
      photos: photosOf(uploads).length,
      voice: uploads.findLast(({ type }) => type.startsWith("audio/"))?.seconds ?? undefined,
      covered: coveredText(text, ctx.entity.jurisdiction),
      similar,
      voices: await listVoicesFor(ctx.db, ctx.authority.actor.accountId),
      view: await findView(ctx, territory.code),
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

/** The first send shows what others said about the same; the second one, from that page, is the answer to it. */
export const say = postBatched({
  path: "/procesos/:slug/:place/decir",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({
    text: textOrVoice(),
    ...placeFields(),
    ...sheetFields(),
    sub: optionalCode(),
    groups: choices(30),
    organisation: optionalCode(),
    key: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(64).catch("")),
    seen: optionalCode(),
    cover: optionalCode(),
    risk: tick(),
  }),
  fileLimit: MAX_PHOTO_BYTES,
  handle: async (ctx, { params: given, body }) => {
    const { process, territory } = await findPlace(ctx, given);
    const formKey = body.key || newFormKey();
    const form = { owner: ownerOf(ctx, process), formKey };
    await keepSent(ctx, form, await prepareSent(ctx.files));
    const uploads = await listUploads(ctx.db, form);
    const voice = uploads.findLast(({ type }) => type.startsWith("audio/"));
    const wordless = body.text === undefined;
    if (wordless && voice === undefined) throw new Problem(400, "demands.say.text.missing", { field: "text" });
    const text = body.text ?? WITHOUT_WORDS;
    const sheet = sheetOf(body);
    // What only the protection team reads is not covered.
    const { words, undecided, left } = body.risk
      ? { words: { text, place: body.place, ...sheet }, undecided: false, left: false }
      : askPersonal({ text, place: body.place, ...sheet }, body.cover, ctx.entity.jurisdiction);
    const { text: publicText, place, ...causes } = words;
    const need = prepareNeed(whoIs(ctx), process, {
      ...body,
      text: publicText,
      place,
      sheet: sheet && causes,
      point: await pointOf(ctx, territory.code, body.point),
      territory: territory.code,
      organisationId: await voiceOf(ctx, body.organisation),
      formKey,
      photos: photosOf(uploads).slice(0, MAX_PHOTOS),
      recording: voice && { fileId: voice.fileId, seconds: voice.seconds ?? 0 },
      wordless,
      // Who was shown what may say who they are and left it so: somebody of the team looks at it.
      personal: left,
    });
    // What was received already is not asked about again: their own need would be the most similar one.
    const received = (await findGivenCodes(ctx.db, [need.receipt])).size > 0;
    const similar =
      !received &&
      !body.risk &&
      body.seen === undefined &&
      !wordless &&
      (await similarTo(ctx, process, territory, text)).length > 0;
    if (undecided || similar)
      return page(ctx, given, FormState.filled({ ...body, risk: undefined, key: formKey, seen: "1" }));
    const { receipt } = await ctx.needs.add(need);
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
  invalid: async (ctx, { params: given }, form) => {
    const { process } = await findPlace(ctx, given);
    const key = form.value("key");
    // What could be read of what was sent is not asked for again.
    const files = await prepareSent(ctx.files).catch(() => []);
    if (key !== "") await keepSent(ctx, { owner: ownerOf(ctx, process), formKey: key }, files);
    return page(ctx, given, form);
  },
});

/** The map was asked for, or tapped: the same form with the point in it, and nothing said against the rest yet. */
export const pickPoint = postBatched({
  path: "/procesos/:slug/:place/decir/punto",
  access: "public",
  params,
  perMinute: 30,
  body: z.looseObject(tapFields),
  fileLimit: MAX_PHOTO_BYTES,
  handle: async (ctx, { params: given, body }) => {
    const { process, territory } = await findPlace(ctx, given);
    const { "cell.x": x, "cell.y": y, ...sent } = body;
    const typed = Object.entries(sent).filter((field): field is [string, string[]] => Array.isArray(field[1]));
    const form = Object.fromEntries(typed);
    const formKey = form.key?.[0] || newFormKey();
    await keepSent(ctx, { owner: ownerOf(ctx, process), formKey }, await prepareSent(ctx.files).catch(() => []));
    const view = await findView(ctx, territory.code);
    const point = view && tappedPoint(view, { "cell.x": x, "cell.y": y });
    return page(
      ctx,
      given,
      FormState.filled({ ...form, key: formKey, map: "1", ...(point && { point: pointWords(point) }) }),
    );
  },
  invalid: (ctx, { params: given }, form) => page(ctx, given, form),
});

function photosOf(uploads: readonly Upload[]): number[] {
  return uploads.filter(({ type }) => type.startsWith("image/")).map(({ fileId }) => fileId);
}

const newFormKey = (): string => randomBytes(16).toString("base64url");

function ownerOf(ctx: Context, process: Process): Buffer {
  return participantKey(process.participantKey, ctx.browser.bits());
}

async function keepSent(ctx: Context, form: FormOf, files: readonly SentFile[]): Promise<void> {
  if (files.length > 0) await ctx.write((tx) => keepUploads(tx, form, files, ctx.now));
}

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
