// What an organisation watches for, as moderation reads it: only those words are hidden. Who watches what, and what it found, stay in sight.
import { listJoined, threadTag } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable } from "#platform/module.ts";
import { OVERSIGHT_TAG, oversightPath } from "../oversight.ts";

export const oversightReportable: Reportable = {
  label: "oversight.objectKind",
  find: async (db, id) => {
    const row = await db
      .selectFrom("oversights as v")
      .innerJoin("organisations as o", "o.id", "v.organisation_id")
      .select(["v.object", "v.hidden_reason", "o.territory_code"])
      .where("v.id", "=", id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      thingId: id,
      processId: null,
      territory: row.territory_code,
      authorId: null,
      text: row.object,
      path: oversightPath(id),
      public: row.hidden_reason === null,
    };
  },
  setHidden: async (tx, { id, words }) => {
    const row = await tx
      .updateTable("oversights")
      .set({ hidden_reason: words ?? null })
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    // They also stand in its title: on the pages of what it watches, and in every thread that goes through it.
    const watched = (await listJoined(tx, { to: id }, "watched_by")).map((one) => `thing:${one.id}`);
    await touch(tx, [OVERSIGHT_TAG, threadTag(id), `thing:${id}`, ...watched]);
  },
};
