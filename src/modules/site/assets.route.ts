import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { ASSET_ROOT, assets } from "#platform/views/assets.ts";

let byPath: Map<string, ReturnType<typeof assets>[number]> | undefined;

/** Stylesheet, font and islands: the address changes with the content, so browsers keep them for ever. */
export const asset = get({
  path: `${ASSET_ROOT}/:file`,
  access: "public",
  params: z.object({ file: z.string() }),
  handle: async (ctx, { params }) => {
    byPath ??= new Map(assets(ctx.entity.brand).map((one) => [one.path, one]));
    const found = byPath.get(`${ASSET_ROOT}/${params.file}`);
    if (found === undefined) throw notFound();
    return { kind: "data", type: found.type, body: found.body, immutable: true };
  },
});
