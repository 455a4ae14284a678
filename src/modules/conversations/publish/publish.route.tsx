import { gunzipSync } from "node:zlib";
import type { VNode } from "preact";
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { dataStream } from "#platform/tabular/dataset-stream.ts";
import { Notice } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Mono } from "#platform/views/text.tsx";
import type { Conversation } from "../conversation.ts";
import { resultsTag } from "../results/compute-results.ts";
import { findPublished } from "../results/results.sql.ts";
import { commentsCsv, type Published, participantsVotesCsv, readPublished, summaryCsv, votesCsv } from "./export.ts";

const FILES = ["votes.csv", "comments.csv", "participants-votes.csv", "summary.csv", "resultado.json"] as const;
type File = (typeof FILES)[number];

const params = z.object({ slug: z.string().max(80) });

/** A file of an ended conversation. While it is open there is none: from two copies one could see what somebody answered between them. */
export const publishedFile = get({
  path: "/conversaciones/:slug/datos/:file",
  access: "public",
  params: params.extend({ file: z.enum(FILES) }),
  handle: async (ctx, { params: { slug, file } }) => {
    const { conversation } = await ctx.answers.find(slug);
    const bytes = await findPublished(ctx.db, conversation.id);
    if (bytes === undefined) throw notFound();
    const result = gunzipSync(bytes).toString("utf8");
    const json = file === "resultado.json";
    return {
      kind: "data",
      type: json ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
      filename: `${conversation.slug}-${file}`,
      // Anybody's program may read it from a page of theirs.
      headers: { "access-control-allow-origin": "*" },
      body: json ? result : dataStream(await csvOf(ctx, conversation, file, result)),
    };
  },
});

async function csvOf(
  ctx: Context,
  conversation: Conversation,
  file: File,
  result: string,
): Promise<AsyncGenerator<string>> {
  const published: Published = await readPublished(ctx.db, conversation, { now: ctx.now });
  const { labels, k } = z.object({ labels: z.record(z.string(), z.number()), k: z.number() }).parse(JSON.parse(result));
  switch (file) {
    case "votes.csv":
      return votesCsv(published);
    case "comments.csv":
      return commentsCsv(published);
    case "participants-votes.csv":
      return participantsVotesCsv(published, new Map(Object.entries(labels).map(([id, group]) => [Number(id), group])));
    default:
      return summaryCsv(published, { url: `${ctx.publicUrl}/conversaciones/${conversation.slug}`, groups: k });
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
    return {
      kind: "page",
      title: `${t("opinions.data.title")}: ${conversation.title}`,
      section: "participate",
      crumbs: [
        { text: conversation.title, path: `/conversaciones/${conversation.slug}` },
        { text: t("opinions.crumb"), path: `/conversaciones/${conversation.slug}/resultados` },
        { text: t("opinions.data.crumb") },
      ],
      body: <Data conversation={conversation} final={final} url={ctx.publicUrl} />,
    };
  },
});

function Data({ conversation, final, url }: { conversation: Conversation; final: boolean; url: string }): VNode {
  const base = `/conversaciones/${conversation.slug}`;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("opinions.data.title")}</h1>
        <Lead>{t("opinions.data.lead")}</Lead>
      </Stack>
      <Section title={t("opinions.data.method")} id="metodo">
        <Bullets
          ordered
          items={[
            t("opinions.data.step.answers"),
            t("opinions.data.step.plane"),
            t("opinions.data.step.groups"),
            t("opinions.data.step.says"),
            t("opinions.data.step.same"),
          ]}
        />
      </Section>
      <Section title={t("opinions.data.files")} id="archivos">
        {final ? (
          <>
            <Bullets
              items={FILES.map((file) => (
                <>
                  <Link href={href(`${base}/datos/${file}`)}>{file}</Link>: {t(`opinions.data.file.${keyOf(file)}`)}
                </>
              ))}
            />
            <p>{t("opinions.data.recompute")}</p>
            <Mono>npm run -s sigesi -- groups --votes votes.csv --comments comments.csv --json</Mono>
          </>
        ) : (
          <Notice>{t("opinions.data.later")}</Notice>
        )}
        <Fine>{t("opinions.data.privacy")}</Fine>
      </Section>
      <Section title={t("opinions.data.embed")} id="marco">
        <p>{t("opinions.data.embedAbout")}</p>
        <Mono>{`<iframe src="${url}${base}/marco" title="${conversation.title}" width="100%" height="900"></iframe>`}</Mono>
      </Section>
      <NextLink href={href(`${base}/resultados`)}>{t("opinions.back")}</NextLink>
    </Page>
  );
}

function keyOf(file: File): "votes" | "comments" | "matrix" | "summary" | "result" {
  const keys = {
    "votes.csv": "votes",
    "comments.csv": "comments",
    "participants-votes.csv": "matrix",
    "summary.csv": "summary",
    "resultado.json": "result",
  } as const;
  return keys[file];
}
