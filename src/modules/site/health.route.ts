import { ping } from "#platform/db/db.ts";
import { get } from "#platform/http/route.ts";

/** For those who watch over the program: whether it, its database and its jobs are alive. */
export const health = get({
  path: "/salud",
  access: "public",
  handle: async (ctx) => {
    await ping(ctx.db);
    return { kind: "data", type: "application/json", body: JSON.stringify({ status: "ok", database: "ok" }) };
  },
});
