// One case on one screen: read, decide, answer, and go on to the next.
import { z } from "zod";
import { type JoinedThing, requireUnwritten, seenField, withSeen } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import {
  choice,
  code,
  FormState,
  optionalDay,
  optionalWholeNumber,
  textField,
  wholeNumber,
} from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { ThingTitle } from "#platform/module.ts";
import { type Case, clockOf, findCase, listEvents, lockCase } from "../case-store.ts";
import { findAnswer, findPerson, listFiles, listMessages } from "../case-words.sql.ts";
import { listLinesOfCase } from "../chat/chat.sql.ts";
import { linkCase, listLinked, unlinkCase } from "../link/link.ts";
import { publish, unpublish } from "../publish/publish.ts";
import { ROUTES, readingPage, rightsOf } from "../rights/reserved.tsx";
import { endRoute, markStep, openRoute } from "../rights/rights.ts";
import { listTemplates } from "../templates/templates.sql.ts";
import { CasePage, type LinkedTitle } from "./case.view.tsx";
import * as acts from "./case-acts.ts";
import { listOfficersOf, mayRead } from "./case-acts.ts";
import { askingOf, filterOf, filterQuery, readFilter, searchOf } from "./filter.ts";
import { findNext } from "./work-list.sql.ts";

const PATH = "/gestion/solicitudes";
const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const params = z.object({ id });
const reason = textField({ max: 2000, required: "cases.desk.reason.missing" });

interface Opened {
  form?: FormState;
  /** Words of the address of the list from which it was opened. */
  search: string;
  /** Template with which the answer begins. */
  templateId?: number;
}

async function page(
  ctx: Context,
  caseId: number,
  { form = new FormState(), search, templateId }: Opened,
): Promise<PageAnswer> {
  const one = await findCase(ctx.db, caseId);
  if (!mayRead(ctx, one)) throw notFound();
  const rights = await rightsOf(ctx, one);
  if (rights.reserved && !rights.reading) return readingPage(one);
  const asking = askingOf(ctx);
  const templates = await listTemplates(ctx.db, [one.agency]);
  return {
    kind: "page",
    title: one.number,
    staff: true,
    section: rights.reserved ? "routes" : "cases",
    islands: ["plaza"],
    crumbs: [
      rights.reserved ? { text: t("cases.rights.title"), path: ROUTES } : { text: t("cases.desk.title"), path: PATH },
      { text: one.number },
    ],
    body: (
      <CasePage
        one={one}
        form={await withSeen(ctx.db, one.id, form)}
        entity={ctx.entity}
        today={asking.today}
        told={clockOf(ctx.entity, one, await listEvents(ctx.db, one.id))}
        person={await findPerson(ctx.db, one.id)}
        messages={await listMessages(ctx.db, one.id)}
        files={await listFiles(ctx.db, one.id)}
        answer={await findAnswer(ctx.db, one.id)}
        officers={await listOfficersOf(ctx.db, one)}
        me={ctx.authority.actor.accountId}
        linked={await titlesOf(ctx, await listLinked(ctx.db, one.id))}
        rights={rights}
        chat={await listLinesOfCase(ctx.db, one.id)}
        search={search}
        templates={templates}
        template={templates.find(({ id }) => id === templateId)}
        next={await findNext(ctx.db, one, readFilter(search), asking)}
      />
    ),
  };
}

/** How each need or commitment is called, and where it is read. */
async function titlesOf(ctx: Context, linked: readonly JoinedThing[]): Promise<LinkedTitle[]> {
  const found = new Map<number, ThingTitle>();
  for (const [kind, things] of Map.groupBy(linked, (one) => one.kind)) {
    const titles = await ctx.kinds.get(kind)?.titles(
      ctx.db,
      things.map((thing) => thing.id),
    );
    for (const [thing, title] of titles ?? []) found.set(thing, title);
  }
  return [...found].map(([thing, title]) => ({ id: thing, ...title }));
}

export const showCase = get({
  path: `${PATH}/:id`,
  access: "cases.read",
  params,
  query: filterQuery.extend({ plantilla: z.coerce.number().int().positive().optional().catch(undefined) }),
  handle: (ctx, { params, query: { plantilla, ...filter } }) =>
    page(ctx, params.id, { search: searchOf(filterOf(filter)), templateId: plantilla }),
});

const kept = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(600).default(""));

/** A form of the case. Whoever sends it after a colleague wrote is told, with what they typed still there. */
function act<B>(
  name: string,
  body: z.ZodObject,
  work: (tx: WriteTx, ctx: Context, one: Case, body: B) => Promise<void>,
) {
  return post({
    path: `${PATH}/:id/${name}`,
    access: "cases.read",
    params,
    body: body.extend({ ...seenField, f: kept }),
    handle: async (ctx, tx, input) => {
      const one = await lockCase(tx, input.params.id);
      if (!mayRead(ctx, one)) throw notFound();
      await requireUnwritten(tx, one.id, input.body.seen as number);
      // The schema of this very form made it.
      await work(tx, ctx, one, input.body as B);
      const left = await findCase(tx, one.id);
      if (one.route !== null && !mayRead(ctx, left)) return redirect(ROUTES);
      const search = searchOf(readFilter(String(input.body.f)));
      return redirect(`${mayRead(ctx, left) ? `${PATH}/${one.id}` : PATH}${search === "" ? "" : `?${search}`}`);
    },
    invalid: (ctx, input, form) => page(ctx, input.params.id, { form, search: searchOf(readFilter(form.value("f"))) }),
  });
}

export const caseActs = [
  act<{ officer: number }>(
    "asignar",
    z.object({ officer: wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, message: "cases.desk.assign.missing" }) }),
    (tx, ctx, one, { officer }) => acts.assign(tx, ctx, one, officer),
  ),
  act<{ agency: string; reason: string }>(
    "trasladar",
    z.object({ agency: code("cases.desk.transfer.missing"), reason }),
    (tx, ctx, one, body) => acts.transfer(tx, ctx, one, body),
  ),
  act<{ what: "completion" | "clarification"; reason: string }>(
    "pedir",
    z.object({ what: choice(["completion", "clarification"], "cases.desk.ask.missing"), reason }),
    (tx, ctx, one, body) => acts.ask(tx, ctx, one, body),
  ),
  act<{ days: number; reason: string }>(
    "ampliar",
    z.object({ days: wholeNumber({ min: 1, max: 100, message: "cases.desk.extend.days.missing" }), reason }),
    (tx, ctx, one, body) => acts.extend(tx, ctx, one, body),
  ),
  act<{ kind: "withdrawn" | "archived"; reason: string }>(
    "cerrar",
    z.object({ kind: choice(["withdrawn", "archived"], "cases.desk.close.missing"), reason }),
    (tx, ctx, one, body) => acts.close(tx, ctx, one, body),
  ),
  act<{ text: string; outcome: "granted" | "refused"; template?: number }>(
    "responder",
    z.object({
      template: optionalWholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, message: "common.unknownChoice" }),
      text: textField({ max: 20_000, required: "cases.desk.answer.missing" }),
      outcome: choice(["granted", "refused"], "cases.desk.answer.outcome.missing"),
    }),
    (tx, ctx, one, { text, outcome, template }) => acts.write(tx, ctx, one, { text, outcome, template }),
  ),
  act("revisar", z.object({}), (tx, ctx, one) => acts.review(tx, ctx, one)),
  act<{ proof: string }>(
    "notificar",
    z.object({ proof: textField({ max: 500, required: "cases.desk.prove.missing" }) }),
    (tx, ctx, one, { proof }) => acts.prove(tx, ctx, one, proof),
  ),
  act<{ publicText: string }>(
    "publicar",
    z.object({ publicText: textField({ max: 5000, required: "cases.desk.publish.missing" }) }),
    (tx, ctx, one, { publicText }) => publish(tx, ctx, one, publicText),
  ),
  act("despublicar", z.object({}), (tx, ctx, one) => unpublish(tx, ctx, one)),
  act<{ target: string }>(
    "enlazar",
    z.object({ target: textField({ max: 300, required: "cases.link.missing" }) }),
    (tx, ctx, one, { target }) => linkCase(tx, ctx, one, target),
  ),
  act<{ to: number }>("soltar", z.object({ to: id }), (tx, ctx, one, { to }) => unlinkCase(tx, ctx, one, to)),
  act<{ route: string }>(
    "abrir-ruta",
    z.object({ route: code("cases.rights.route.missing") }),
    (tx, ctx, one, { route }) => openRoute(tx, ctx, one, route),
  ),
  act<{ step: string; mark: "done" | "undone"; day?: string; how: string }>(
    "paso",
    z.object({
      step: code("cases.rights.step.missing"),
      mark: choice(["done", "undone"], "cases.rights.mark.missing"),
      day: optionalDay("cases.rights.day.missing"),
      how: textField({ max: 2000, required: "cases.rights.how.missing" }),
    }),
    (tx, ctx, one, { step, mark, day, how }) => markStep(tx, ctx, one, { step, what: mark, day, note: how }),
  ),
  act<{ end: "closed" | "returned"; ending: string }>(
    "terminar-ruta",
    z.object({
      end: choice(["closed", "returned"], "cases.rights.end.missing"),
      ending: textField({ max: 2000, required: "cases.rights.ending.missing" }),
    }),
    (tx, ctx, one, { end, ending }) => endRoute(tx, ctx, one, { end, note: ending }),
  ),
  act<{ note: string }>(
    "anotar",
    z.object({ note: textField({ max: 5000, required: "cases.desk.note.missing" }) }),
    (tx, ctx, one, { note }) => acts.note(tx, ctx, one, note),
  ),
];

/** A photo, a document or a voice note, for who works on the case. */
export const caseFile = get({
  path: `${PATH}/:id/archivos/:file`,
  access: "cases.read",
  params: z.object({ id, file: id }),
  handle: async (ctx, input) => {
    const one = await findCase(ctx.db, input.params.id);
    if (!mayRead(ctx, one)) throw notFound();
    const { reserved, reading } = await rightsOf(ctx, one);
    if (reserved && !reading) throw notFound();
    const file = (await listFiles(ctx.db, one.id)).find((kept) => kept.id === input.params.file);
    const answer = file && (await findFileAnswer(ctx.db, file.fileId, false));
    if (answer === undefined) throw notFound();
    return { ...answer, private: true };
  },
});
