// The list of an official, and the lists that they keep under a name.
import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { countWork } from "../memory/counts.ts";
import { caseTable } from "../memory/keep-table.ts";
import { askingOf, filterOf, filterQuery, readFilter, searchOf } from "./filter.ts";
import { dropList, keepList, listSaved } from "./saved-lists.ts";
import { type Filter, listWork } from "./work-list.sql.ts";
import { PAGE, WorkPage } from "./work-list.view.tsx";

const PATH = "/gestion/solicitudes";

async function page(ctx: Context, filter: Filter, form = new FormState()): Promise<PageAnswer> {
  const asking = askingOf(ctx);
  return {
    kind: "page",
    title: t("cases.desk.title"),
    staff: true,
    section: "cases",
    islands: ["plaza"],
    body: (
      <WorkPage
        ctx={ctx}
        filter={filter}
        asking={asking}
        items={await listWork(ctx.db, filter, asking, PAGE + 1)}
        counts={countWork(await caseTable(ctx.db), filter, asking)}
        saved={await listSaved(ctx.db, asking)}
        form={form}
      />
    ),
  };
}

export const workList = get({
  path: PATH,
  access: "cases.work",
  query: filterQuery,
  handle: (ctx, { query }) => page(ctx, filterOf(query)),
});

const addressOf = (filter: Filter): string => {
  const search = searchOf(filter);
  return search === "" ? PATH : `${PATH}?${search}`;
};

export const keep = post({
  path: `${PATH}/listas`,
  access: "cases.work",
  body: z.object({
    f: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(600).default("")),
    name: textField({ max: 60, required: "cases.saved.name.missing" }),
  }),
  handle: async (ctx, tx, { body: { f, name } }) => {
    const filter = readFilter(f);
    await keepList(tx, ctx, { name, search: searchOf(filter) });
    return redirect(addressOf(filter));
  },
  invalid: (ctx, _, form) => page(ctx, readFilter(form.value("f")), form),
});

export const drop = post({
  path: `${PATH}/listas/:id/soltar`,
  access: "cases.work",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await dropList(tx, ctx, params.id);
    return redirect(PATH);
  },
});
