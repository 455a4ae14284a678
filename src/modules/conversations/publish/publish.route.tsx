import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { DATA_TYPES, dataStream } from "#platform/tabular/dataset-stream.ts";
import type { Conversation } from "../conversation.ts";
import { resultsTag } from "../results/compute-results.ts";
import { findPublished, listPlacesWithResult } from "../results/results.sql.ts";
import { listDoubted } from "../signals/signals.sql.ts";
import {
  commentsTable,
  doubtsTable,
  type FileTable,
  fileText,
  type Published,
  participantsVotesTable,
  readPublished,
  summaryTable,
  votesTable,
} from "./export.ts";
import { Data, FILES, type FileName } from "./publish.view.tsx";

const params = z.object({ slug: z.string().max(80) });
const place = z.object({ lugar: z.string().max(80).optional() });

/** Code of a place of a conversation of several that has a result of its own. @throws 404 for any other. */
async function placeOf(ctx: Context, { id }: Conversation, slug: string | undefined): Promise<string | undefined> {
  if (slug === undefined) return undefined;
  const code = ctx.entity.bySlug(slug)?.code;
  if (code === undefined || !(await listPlacesWithResult(ctx.db, id)).has(code)) throw notFound();
  return code;
}

/**
 * A file of an ended conversation, of all or of the people of one of its places. While it is open there is none: from two copies one
 * could see what somebody answered between them.
 */
export const publishedFile = get({
  path: "/conversaciones/:slug/datos/:file",
  access: "public",
  params: params.extend({ file: z.enum(FILES) }),
  query: place,
  handle: async (ctx, { params: { slug, file }, query: { lugar } }) => {
    const { conversation } = await ctx.answers.find(slug);
    const territory = await placeOf(ctx, conversation, lugar);
    const variant = ABOUT_DOUBTS.has(file) ? "undoubted" : "all";
    const bytes = await findPublished(ctx.db, conversation.id, { territory, variant });
    if (bytes === undefined) throw notFound();
    const result = gunzipSync(bytes).toString("utf8");
    const format = file.endsWith(".json") ? "json" : "csv";
    return {
      kind: "data",
      type: DATA_TYPES[format],
      filename: `${conversation.slug}${lugar === undefined ? "" : `-${lugar}`}-${file}`,
      // Anybody's program may read it from a page of theirs.
      headers: { "access-control-allow-origin": "*" },
      body:
        file === "resultado.json" || file === "resultado-sin-dudas.json"
          ? result
          : dataStream(fileText(await tableOf(ctx, { conversation, territory, file, result }), format)),
    };
  },
});

/** There are none of the people of one place alone: what is in doubt is left out of the result of all. */
const ABOUT_DOUBTS: ReadonlySet<FileName> = new Set(["en-duda.csv", "votes-sin-dudas.csv", "resultado-sin-dudas.json"]);

interface Asked {
  conversation: Conversation;
  territory: string | undefined;
  file: Exclude<FileName, "resultado.json" | "resultado-sin-dudas.json">;
  result: string;
}

async function tableOf(ctx: Context, { conversation, territory, file, result }: Asked): Promise<FileTable> {
  if (file === "en-duda.csv") return doubtsTable(ctx.db, conversation);
  const some = {
    ...(territory !== undefined && { territory }),
    ...(file === "votes-sin-dudas.csv" && { without: await listDoubted(ctx.db, conversation.id) }),
  };
  const published: Published = await readPublished(ctx.db, conversation, { now: ctx.now, ...some });
  const { labels, k } = z.object({ labels: z.record(z.string(), z.number()), k: z.number() }).parse(JSON.parse(result));
  switch (file) {
    case "votes.csv":
    case "votes-sin-dudas.csv":
    case "votes.json":
      return votesTable(published);
    case "comments.csv":
    case "comments.json":
      return commentsTable(published);
    case "participants-votes.csv":
      return participantsVotesTable(
        published,
        new Map(Object.entries(labels).map(([id, group]) => [Number(id), group])),
      );
    default:
      return summaryTable(published, { url: `${ctx.publicUrl}/conversaciones/${conversation.slug}`, groups: k });
  }
}

/** How the groups are formed, the files, and how anybody recomputes them. */
export const showData = get({
  path: "/conversaciones/:slug/datos",
  access: "public",
  params,
  cache: { seconds: 60, tags: (given) => ["processes", resultsTag(given.slug)] },
  handle: async (ctx, { params: { slug } }) => {
    const { conversation } = await ctx.answers.find(slug);
    const final = (await findPublished(ctx.db, conversation.id)) !== undefined;
    const doubted = (await findPublished(ctx.db, conversation.id, { variant: "undoubted" })) !== undefined;
    const withResult = await listPlacesWithResult(ctx.db, conversation.id);
    const places = conversation.territories.filter((code) => withResult.has(code));
    return {
      kind: "page",
      title: `${t("opinions.data.title")}: ${conversation.title}`,
      section: "participate",
      crumbs: [
        { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
        { text: t("opinions.crumb"), path: `/conversaciones/${conversation.slug}/resultados` },
        { text: t("opinions.data.crumb") },
      ],
      body: (
        <Data
          conversation={conversation}
          final={final}
          doubted={doubted}
          places={places.map((code) => ctx.entity.territory(code))}
          without={conversation.territories.length > 1 ? conversation.territories.length - places.length : 0}
          url={ctx.publicUrl}
        />
      ),
    };
  },
});
