import { z } from "zod";
import { findOutlines } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { drawPickMap, pointAt, type View, viewOf } from "./pick-map.ts";
import { type Point, readPoint } from "./point.ts";

/** The picture of a place to tap on, with the point that is in the address. */
export const pickMap = get({
  path: "/territorios/:code/punto.svg",
  access: "public",
  params: z.object({ code: z.string().max(80) }),
  query: z.object({ en: z.string().max(60).optional().catch(undefined) }),
  handle: async (ctx, { params: { code }, query }) => {
    const territory = ctx.entity.find(code);
    const outlines = await findOutlines(ctx.db, ctx.entity.root.code);
    const view = territory && viewOf(ctx.entity, outlines, code);
    if (view === undefined) throw notFound();
    const point = query.en === undefined ? undefined : readPoint(query.en);
    return { kind: "data", type: "image/svg+xml", body: drawPickMap(ctx.entity, outlines, { view, code, point }) };
  },
});

/** What the picture of a place shows; undefined when nobody knows where it is. */
export async function findView(ctx: Pick<Context, "db" | "entity">, code: string): Promise<View | undefined> {
  return viewOf(ctx.entity, await findOutlines(ctx.db, ctx.entity.root.code), code);
}

/** Where the browser says that the picture was pressed. With the keyboard it says its corner: nothing was chosen. */
export const tapFields = {
  "cell.x": z.preprocess(first, z.coerce.number().int().min(0).max(2000).optional().catch(undefined)),
  "cell.y": z.preprocess(first, z.coerce.number().int().min(0).max(2000).optional().catch(undefined)),
};

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

export function tappedPoint(view: View, tap: { "cell.x"?: number; "cell.y"?: number }): Point | undefined {
  const { "cell.x": x = 0, "cell.y": y = 0 } = tap;
  return x === 0 && y === 0 ? undefined : pointAt(view, x, y);
}
