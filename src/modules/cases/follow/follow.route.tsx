// Following one's own request: by its number and the code of the receipt, which travel by POST and stay in a short cookie.
import { z } from "zod";
import { addHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { choice, FormState, optionalText, textField, tick } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { plainCode } from "#platform/secrets/secrets.ts";
import { lawful } from "../as-problem.ts";
import { appendEvent, type Case, clockOf, findCase, isPublicEvent, listEvents, lockCase } from "../case-store.ts";
import { addMessage, findPerson, keepProof, listAnswers, listMessages } from "../case-words.sql.ts";
import { listLinesOfCase } from "../chat/chat.sql.ts";
import { readRadicado } from "../radicado.ts";
import { FindCase, MyCase } from "./follow.view.tsx";
import { dropKey, giveAccountKey, giveKey, opens, readKey } from "./key.ts";

const PATH = "/solicitudes/mia";
const MOST_WORDS = 5000;

function findPage(form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("cases.follow.title"),
    section: "cases",
    crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.follow.crumb") }],
    body: <FindCase form={form} />,
  };
}

export const findForm = get({
  path: "/solicitudes/seguir",
  access: "public",
  handle: async () => findPage(new FormState()),
});

/** A number without its code, a code of another and a number that nobody has are told in the same words. */
export const find = post({
  path: "/solicitudes/seguir",
  access: "public",
  perMinute: 10,
  body: z.object({
    number: textField({ max: 60, required: "cases.follow.number.missing" }),
    code: textField({ max: 80, required: "cases.follow.code.missing" }),
  }),
  handle: async (ctx, tx, { body }) => {
    const number = readRadicado(body.number);
    if (number === undefined) throw new Problem(400, "cases.follow.number.wrong", { field: "number" });
    const row = await tx.selectFrom("cases").select("id").where("number", "=", number).executeTakeFirst();
    const secret = plainCode(body.code);
    if (row === undefined || !(await opens(tx, { caseId: row.id, secret }))) {
      throw new Problem(400, "cases.follow.code.wrong", { field: "code" });
    }
    giveKey(ctx, row.id, secret);
    return redirect(PATH);
  },
  invalid: async (_, __, form) => findPage(form),
});

async function mine(ctx: Context): Promise<Case | undefined> {
  const key = await readKey(ctx);
  return key === undefined ? undefined : findCase(ctx.db, key.caseId);
}

async function minePage(ctx: Context, one: Case, form: FormState): Promise<PageAnswer> {
  const { db, entity, now } = ctx;
  return {
    kind: "page",
    title: t("cases.mine.title", { number: one.number }),
    section: "cases",
    noindex: true,
    crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: one.number }],
    body: (
      <MyCase
        one={one}
        chat={await listLinesOfCase(db, one.id)}
        form={form}
        entity={entity}
        today={calendarDay(now, entity.timeZone)}
        told={clockOf(entity, one, await listEvents(db, one.id))}
        added={(await listMessages(db, one.id)).filter(({ kind }) => kind === "added")}
        answers={await listAnswers(db, one.id)}
        person={await findPerson(db, one.id)}
      />
    ),
  };
}

export const myCase = get({
  path: PATH,
  access: "public",
  handle: async (ctx) => {
    const one = await mine(ctx);
    return one === undefined ? redirect("/solicitudes/seguir") : minePage(ctx, one, new FormState());
  },
});

/** Whoever filed one while signed in opens it without its receipt. */
export const accountCase = get({
  path: "/solicitudes/mias/:id",
  access: "account",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  handle: async (ctx, { params }) => {
    const one = await findCase(ctx.db, params.id);
    if (one === undefined || one.accountId !== ctx.authority.actor.accountId) throw notFound();
    giveAccountKey(ctx, one.id);
    return minePage(ctx, one, new FormState());
  },
});

/** A form of the page of one's request: it holds the case that the key opens, and shows the page again with what is wrong. */
function act<B>(
  name: string,
  body: z.ZodType<B>,
  work: (ctx: Context, tx: WriteTx, one: Case, body: B) => Promise<void>,
) {
  return post({
    path: `${PATH}/${name}`,
    access: "public",
    perMinute: 30,
    body,
    handle: async (ctx, tx, input) => {
      const key = await readKey(ctx);
      const one = key && (await lockCase(tx, key.caseId));
      if (one === undefined) return redirect("/solicitudes/seguir");
      await lawful(() => work(ctx, tx, one, input.body));
      return redirect(PATH);
    },
    invalid: async (ctx, _, form) => {
      const one = await mine(ctx);
      return one === undefined ? findPage(new FormState({}, [], form.status)) : minePage(ctx, one, form);
    },
  });
}

/** What the person adds; with `complete` it is what was asked for, and the term runs again. */
export const add = act(
  "agregar",
  z.object({ text: textField({ max: MOST_WORDS, required: "cases.mine.add.missing" }), complete: tick() }),
  async ({ entity, now }, tx, one, { text, complete }) => {
    if (one.closedAt !== null) throw new Problem(409, "cases.mine.closed", { field: "text" });
    await addMessage(tx, { caseId: one.id, kind: "added", text, at: now });
    await addHistory(tx, { thingId: one.id, event: "cases.added", public: false, now });
    if (!complete) return;
    const events = await listEvents(tx, one.id);
    const { asked } = clockOf(entity, one, events).clock;
    const kind = asked?.what === "clarification" ? "clarified" : "completed";
    await appendEvent(tx, entity, one, { at: now, kind });
  },
);

export const withdraw = act(
  "retirar",
  z.object({ sure: tick(), reason: optionalText(500) }),
  async ({ entity, now }, tx, one, { sure, reason }) => {
    if (!sure) throw new Problem(400, "cases.mine.withdraw.notSure", { field: "sure" });
    await appendEvent(tx, entity, one, { at: now, kind: "withdrawn", by: "person", reason });
    await addHistory(tx, { thingId: one.id, event: "cases.withdrawn", public: isPublicEvent(one, "withdrawn"), now });
  },
);

/** Being notified electronically is accepted and withdrawn at any time. */
export const notices = act(
  "avisos",
  z.object({ electronic: choice(["yes", "no"], "cases.mine.notices.missing") }),
  async (_, tx, one, { electronic }) => {
    const accepts = electronic === "yes";
    await tx.updateTable("case_people").set({ electronic: accepts }).where("case_id", "=", one.id).execute();
  },
);

/** Reading the answer with the key of the receipt proves its delivery. */
export const readAnswer = act("respuesta", z.object({}), async ({ entity, now }, tx, one) => {
  if (one.state === "notified") return;
  if (one.state !== "answered") throw notFound();
  await appendEvent(tx, entity, one, { at: now, kind: "notified", reason: t("cases.proof.read") });
  await keepProof(tx, one.id, t("cases.proof.read"));
  await addHistory(tx, { thingId: one.id, event: "cases.notified", public: isPublicEvent(one, "notified"), now });
});

export const helped = act(
  "ayudo",
  z.object({ helped: choice(["yes", "partly", "no"], "cases.mine.helped.missing"), comment: optionalText(1000) }),
  async (_, tx, one, { helped: word, comment }) => {
    if (one.state !== "notified" && one.state !== "insistence") throw notFound();
    await tx
      .updateTable("cases")
      .set({ helped: word, helped_comment: comment ?? null })
      .where("id", "=", one.id)
      .execute();
  },
);

/** A step of who asked after the answer, or after it was closed, with its reasons. */
function again(name: string, field: "insist" | "reopen", kind: "insistence" | "reopened") {
  return act(
    name,
    z.object({ [field]: textField({ max: 2000, required: `cases.mine.${field}.missing` }) }),
    async ({ entity, now }, tx, one, body) => {
      await appendEvent(tx, entity, one, { at: now, kind, reason: String(body[field]) });
      await addHistory(tx, { thingId: one.id, event: `cases.${kind}`, public: isPublicEvent(one, kind), now });
    },
  );
}

export const insist = again("insistir", "insist", "insistence");
/** Closed without what was asked: it is received again, with its whole term. */
export const reopen = again("reabrir", "reopen", "reopened");

export const leave = post({
  path: `${PATH}/salir`,
  access: "public",
  body: z.object({}),
  handle: async (ctx) => {
    dropKey(ctx);
    return redirect("/solicitudes");
  },
});
