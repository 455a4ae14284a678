// Where an index is made: its measures, between which goalposts, with which weights; and the order that comes of it, before anybody
// else sees it. Publishing freezes an edition.
import { z } from "zod";
import { AGGREGATIONS, GAPS } from "#analysis/indices/composite.ts";
import { accountOf } from "#core/people/index.ts";
import { readAmount } from "#platform/http/amount.ts";
import { choice, choices, FormState, optionalText, type RawForm, textField, wholeNumber } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import type { Figures } from "../figures.ts";
import { BeginComposite, Builder, CompositeDesk } from "./build.view.tsx";
import { composeEdition, likelyGoalposts, listMeasurable, measuresOf, seedOf } from "./compose.ts";
import {
  type CompositeRow,
  type EditionContent,
  findComposite,
  listComposites,
  type Method,
  saveMethod,
} from "./composites.sql.ts";
import { beginComposite, editionHash, publishEdition } from "./publish-edition.ts";

const PATH = "/gestion/indices";
const access = "indicators.compose";
const params = z.object({ code: z.string().max(80) });
const staff = { kind: "page", staff: true, section: "indicators" } as const;
const MOST = 12;
/** Beyond these no indicator reaches. */
const LARGEST = 1e15;

const crumbs = (last?: string) => [
  { text: t("indicators.loads.title"), path: "/gestion/indicadores" },
  ...(last === undefined
    ? [{ text: t("indicators.composite.desk") }]
    : [{ text: t("indicators.composite.desk"), path: PATH }, { text: last }]),
];

export const compositeDesk = get({
  path: PATH,
  access,
  handle: async (ctx) => {
    const body = <CompositeDesk composites={await listComposites(ctx.db)} />;
    return { ...staff, title: t("indicators.composite.desk"), crumbs: crumbs(), body };
  },
});

function beginPage(form = new FormState()): PageAnswer {
  const title = t("indicators.composite.begin");
  return { ...staff, title, crumbs: crumbs(title), body: <BeginComposite form={form} /> };
}

export const askComposite = get({ path: `${PATH}/nuevo`, access, handle: async () => beginPage() });

export const makeComposite = post({
  path: PATH,
  access,
  body: z.object({
    name: textField({
      min: 3,
      max: 120,
      required: "indicators.composite.noName",
      short: "indicators.composite.noName",
    }),
    purpose: textField({
      min: 10,
      max: 600,
      required: "indicators.composite.noPurpose",
      short: "indicators.composite.noPurpose",
    }),
  }),
  handle: async (ctx, tx, { body }) => {
    ctx.authority.requireWhole(access);
    const { periods } = (await ctx.figures()).cube.axes;
    const year = periods.at(-1) ?? Number(calendarDay(ctx.now, ctx.entity.timeZone).slice(0, 4));
    const code = await beginComposite(tx, { ...body, year, by: accountOf(ctx), now: ctx.now });
    return redirect(`${PATH}/${code}`);
  },
  invalid: async (_ctx, _input, form) => beginPage(form),
});

async function getComposite(ctx: Context, code: string): Promise<CompositeRow> {
  const composite = await findComposite(ctx.db, code);
  if (composite === undefined) throw notFound();
  return composite;
}

/** What the next edition would say. Undefined while it has no measure. */
function nextEdition(
  ctx: Context,
  figures: Figures,
  { code, method, editions }: CompositeRow,
): EditionContent | undefined {
  const places = ctx.entity.participationTerritories().map((place) => place.code);
  const measures = measuresOf(figures, method);
  if (measures.length === 0) return undefined;
  return composeEdition(method, measures, { places, seed: seedOf(code, editions + 1) });
}

async function builderPage(ctx: Context, code: string, form?: FormState): Promise<PageAnswer> {
  const composite = await getComposite(ctx, code);
  const figures = await ctx.figures();
  return {
    ...staff,
    title: composite.name,
    crumbs: crumbs(composite.name),
    body: (
      <Builder
        composite={composite}
        entity={ctx.entity}
        years={figures.cube.axes.periods}
        measurable={listMeasurable(figures)}
        measures={measuresOf(figures, composite.method).map(({ measure }) => measure)}
        next={nextEdition(ctx, figures, composite)}
        form={new FormState({ ...filledFrom(composite.method), ...form?.raw }, form?.errors, form?.status)}
      />
    ),
  };
}

/** The fields of a method; numbers as people write them. */
function filledFrom({ year, aggregation, gaps, measures }: Method): RawForm {
  const of = (value: number) => [
    value
      .toFixed(9)
      .replace(/\.?0+$/, "")
      .replace(".", ","),
  ];
  return {
    year: [String(year)],
    aggregation: [aggregation],
    gaps: [gaps],
    ...Object.fromEntries(
      measures.flatMap(({ series, worst, best, weight }) => [
        [`worst-${series}`, of(worst)],
        [`best-${series}`, of(best)],
        [`weight-${series}`, of(weight)],
      ]),
    ),
  };
}

export const buildComposite = get({
  path: `${PATH}/:code`,
  access,
  params,
  handle: async (ctx, { params: { code } }) => builderPage(ctx, code),
});

/** The numbers of each measure have names of their own: `worst-12` is of the series 12. */
const methodBody = z
  .object({
    year: wholeNumber({ min: 1900, max: 2100, message: "indicators.composite.noYear" }),
    aggregation: choice(AGGREGATIONS, "common.unknownChoice"),
    gaps: choice(GAPS, "common.unknownChoice"),
    series: choices(MOST),
    drop: choices(MOST),
    add: optionalText(20),
  })
  .catchall(z.unknown())
  .transform(({ year, aggregation, gaps, series, drop, add, ...rest }, context) => {
    const number = (name: string, isGood = (_: number): boolean => true): number => {
      const given: unknown = rest[name];
      const text = Array.isArray(given) ? String(given[0] ?? "") : "";
      const read = readAmount(text);
      if (read !== undefined && Math.abs(read) <= LARGEST && isGood(read)) return read;
      context.addIssue({ code: "custom", path: [name], message: "indicators.composite.noNumber" });
      return 0;
    };
    const measures = series
      .filter((one) => !drop.includes(one))
      .map((one) => {
        const [worst, best] = [number(`worst-${one}`), number(`best-${one}`)];
        if (worst === best)
          context.addIssue({ code: "custom", path: [`best-${one}`], message: "indicators.composite.same" });
        return { series: Number(one), worst, best, weight: number(`weight-${one}`, (weight) => weight > 0) };
      });
    return { year, aggregation, gaps, measures, add };
  });

export const setMethod = post({
  path: `${PATH}/:code`,
  access,
  params,
  body: methodBody,
  handle: async (ctx, tx, { params: { code }, body: { add, ...method } }) => {
    ctx.authority.requireWhole(access);
    const composite = await getComposite(ctx, code);
    const all = listMeasurable(await ctx.figures());
    const known = (id: number) => all.find(({ series }) => series.id === id);
    if (method.measures.some(({ series }) => known(series) === undefined))
      throw new Problem(400, "common.unknownChoice", { field: "add" });
    const measures = [...method.measures];
    if (add !== undefined && !measures.some(({ series }) => series === Number(add))) {
      if (measures.length >= MOST) throw new Problem(400, "indicators.composite.tooMany", { field: "add" });
      const measured = known(Number(add));
      if (measured === undefined) throw new Problem(400, "common.unknownChoice", { field: "add" });
      const goalposts = likelyGoalposts(measured, method.year);
      if (goalposts === undefined) throw new Problem(400, "indicators.composite.allAlike", { field: "add" });
      measures.push({ series: measured.series.id, ...goalposts, weight: 1 });
    }
    await saveMethod(tx, composite.id, { method: { ...method, measures }, by: accountOf(ctx), now: ctx.now });
    return redirect(`${PATH}/${code}`);
  },
  invalid: (ctx, { params: { code } }, form) => builderPage(ctx, code, form),
});

export const publishComposite = post({
  path: `${PATH}/:code/publicar`,
  access,
  params,
  body: z.object({
    note: textField({
      min: 10,
      max: 600,
      required: "indicators.composite.noNote",
      short: "indicators.composite.noNote",
    }),
    /** The edition that the page showed, by its hash: what somebody changed meanwhile is not published by mistake. */
    seen: textField({ max: 64, required: "common.unknownChoice" }),
  }),
  handle: async (ctx, tx, { params: { code }, body: { note, seen } }) => {
    ctx.authority.requireWhole(access);
    const composite = await getComposite(ctx, code);
    const content = nextEdition(ctx, await ctx.figures(), composite);
    if (content === undefined) throw new Problem(409, "indicators.composite.fewMeasures");
    if (seen !== editionHash(content)) throw new Problem(409, "indicators.composite.changedMeanwhile");
    const { year } = composite.method;
    const number = await publishEdition(tx, { composite, year, content, note, by: accountOf(ctx), now: ctx.now });
    return redirect(`/indices/${code}/${number}`);
  },
  invalid: (ctx, { params: { code } }, form) => builderPage(ctx, code, form),
});
