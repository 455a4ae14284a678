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
    // Pages are equal for everybody: who saves data gets the style without the font at the same address.
    if (found.name === "plaza" && found.ext === "css") {
      const light = [...byPath.values()].find((one) => one.name === "plaza-ligero");
      const body = ctx.saveData && light !== undefined ? light.body : found.body;
      return { kind: "data", type: found.type, body, immutable: true, vary: "save-data" };
    }
    return { kind: "data", type: found.type, body: found.body, immutable: true };
  },
});
