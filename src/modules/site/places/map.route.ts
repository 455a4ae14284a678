import { z } from "zod";
import { findOutlines } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";

/** Colours of the identity, written out: a drawing used as a picture does not see the stylesheet. */
const BACK = "#E4DACA";
const HERE = "#0B5D4E";
const LINE = "#FFFFFF";

/**
 * Where a territory lies, as a picture of its own: the outlines of a whole entity weigh nearly as much as a page may, so
 * they are asked for apart and only when they come into view. 404 where no boundaries were loaded.
 */
export const territoryMap = get({
  path: "/territorios/:code/mapa.svg",
  access: "public",
  params: z.object({ code: z.string().max(80) }),
  handle: async (ctx, { params }) => {
    const outlines = await findOutlines(ctx.db, ctx.entity.root.code);
    if (outlines?.paths.has(params.code) !== true) throw notFound();
    const paths = [...outlines.paths].map(
      ([code, path]) => `<path fill="${code === params.code ? HERE : BACK}" d="${path}"/>`,
    );
    const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${outlines.viewBox}" stroke="${LINE}" stroke-width="6" stroke-linejoin="round">${paths.join("")}</svg>`;
    return { kind: "data", type: "image/svg+xml", body };
  },
});

/** Width and height of the picture when it is 320 wide; undefined where there is none. */
export function pictureSize(viewBox: string): { width: number; height: number } {
  const [, , width = 1, height = 1] = viewBox.split(" ").map(Number);
  return { width: 320, height: Math.round((320 * height) / width) };
}
