import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { listInitiatives } from "#modules/initiatives/index.ts";
import { getPublicProcess, isOpen, type Process, requirePhase } from "#modules/processes/index.ts";
import { FormState, optionalText, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Answer, type Context, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t, translate } from "#platform/i18n/i18n.ts";
import { checkDigits, checkPaper, sendCode, type Wrong } from "./verify.ts";
import { Verify } from "./verify.view.tsx";
import { givePass, type Voter } from "./voter.ts";

const params = z.object({ slug: z.string(), place: z.string() });
type Params = z.infer<typeof params>;
const ADDRESS = /^[^\s@<>"(),;:\\+][^\s@<>"(),;:\\]*@[^\s@<>"(),;:\\.]+(\.[^\s@<>"(),;:\\.]+)+$/;
const chosen = optionalText(400);
const email = textField({ max: 254, required: "ballots.verify.email.missing" }).pipe(
  z.string().regex(ADDRESS, "ballots.verify.email.wrong"),
);

interface Shown {
  form?: FormState;
  sentTo?: string;
}

/** The page that asks for a code before the ballot. */
export async function verifyPage(
  ctx: Context,
  process: Process,
  territory: Territory,
  { form = new FormState(), sentTo }: Shown,
): Promise<PageAnswer> {
  const way = process.verification === "paper" ? "paper" : "email";
  const title = t(`ballots.verify.${way}.title`, { place: territory.name });
  return {
    kind: "page",
    title,
    status: form.status,
    section: "participate",
    noindex: true,
    crumbs: [
      { text: process.title, written: true, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("ballots.vote.crumb") },
    ],
    body: Verify({
      process,
      territory,
      form,
      sentTo,
      open: isOpen(process, territory.code, "vote", ctx.now),
      initiatives: await listInitiatives(ctx.db, {
        processId: process.id,
        territory: territory.code,
        states: ["published"],
      }),
    }),
  };
}

async function place(ctx: Context, given: Params, way: Process["verification"]) {
  const process = await getPublicProcess(ctx.db, given.slug);
  const territory = ctx.entity.bySlug(given.place);
  if (territory === undefined || !process.phases.has(territory.code) || process.verification !== way) throw notFound();
  return { process, territory };
}

/** The refused form as an answer and not as a throw, so that the try is committed. */
function refused(field: string, wrong: Wrong, typed: Record<string, string | undefined>): FormState {
  const raw = FormState.filled(typed).raw;
  return new FormState(raw, [{ field, text: translate(wrong.key) }], wrong.wait ? 429 : 400);
}

function enter(ctx: Context, at: { process: Process; territory: Territory }, voter: Voter, picked?: string): Answer {
  givePass(ctx, at.process, at.process.verification === "paper" ? "paper" : "email", voter);
  const path = `/procesos/${at.process.slug}/${at.territory.slug}/votar`;
  return redirect(picked === undefined ? path : `${path}?elegidas=${encodeURIComponent(picked)}`);
}

export const askCode = post({
  path: "/procesos/:slug/:place/votar/correo",
  access: "public",
  params,
  perMinute: 10,
  body: z.object({ email, chosen }),
  handle: async (ctx, tx, { params: given, body }) => {
    const at = await place(ctx, given, "email");
    requirePhase(at.process, at.territory.code, "vote", ctx.now);
    const wrong = await sendCode(tx, ctx, at.process, body.email);
    if (wrong === undefined) {
      return verifyPage(ctx, at.process, at.territory, {
        form: FormState.filled({ chosen: body.chosen }),
        sentTo: body.email,
      });
    }
    return verifyPage(ctx, at.process, at.territory, { form: refused("email", wrong, body) });
  },
  invalid: (ctx, input, form) => again(ctx, input.params, "email", form),
});

export const enterDigits = post({
  path: "/procesos/:slug/:place/votar/clave",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ email, chosen, digits: textField({ max: 20, required: "ballots.verify.digits.missing" }) }),
  handle: async (ctx, tx, { params: given, body }) => {
    const at = await place(ctx, given, "email");
    requirePhase(at.process, at.territory.code, "vote", ctx.now);
    const digits = body.digits.replaceAll(/\D/g, "");
    const found = await checkDigits(tx, ctx, at.process, { email: body.email, digits });
    if (!isWrong(found)) return enter(ctx, at, found, body.chosen);
    return verifyPage(ctx, at.process, at.territory, { form: refused("digits", found, body), sentTo: body.email });
  },
  invalid: (ctx, input, form) => again(ctx, input.params, "email", form),
});

export const enterPaperCode = post({
  path: "/procesos/:slug/:place/votar/codigo",
  access: "public",
  params,
  perMinute: 30,
  body: z.object({ chosen, code: textField({ max: 40, required: "ballots.verify.paper.missing" }) }),
  handle: async (ctx, tx, { params: given, body }) => {
    const at = await place(ctx, given, "paper");
    requirePhase(at.process, at.territory.code, "vote", ctx.now);
    const found = await checkPaper(tx, ctx, at.process, { code: body.code, territory: at.territory.code });
    if (!isWrong(found)) return enter(ctx, at, found, body.chosen);
    return verifyPage(ctx, at.process, at.territory, { form: refused("code", found, body) });
  },
  invalid: (ctx, input, form) => again(ctx, input.params, "paper", form),
});

function isWrong(found: Voter | Wrong): found is Wrong {
  return found.key instanceof Buffer === false;
}

async function again(ctx: Context, given: Params, way: Process["verification"], form: FormState): Promise<PageAnswer> {
  const { process, territory } = await place(ctx, given, way);
  // The digits came back wrong: the address is known and right, so the page asks for the digits again.
  const sentTo = form.error("digits") !== undefined && form.error("email") === undefined ? form.value("email") : "";
  return verifyPage(ctx, process, territory, { form, sentTo: sentTo === "" ? undefined : sentTo });
}
