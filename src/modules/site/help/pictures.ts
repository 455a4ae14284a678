// The pictures of the manual, as `npm run screenshots` left them. A copy without them shows the manual without pictures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "#platform/config/root.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { TOPICS, type TopicId } from "./topics.ts";

export const PICTURE_FOLDER = "docs/img/ayuda";
export const PICTURE_SIZE = { width: 960, height: 720 } as const;

interface Picture {
  body: Buffer;
  /** Its address, which changes when it does. */
  path: string;
}

const pictures = new Map<TopicId, Picture>(
  TOPICS.flatMap(({ id }): [TopicId, Picture][] => {
    try {
      const body = readFileSync(join(ROOT, PICTURE_FOLDER, `${id}.webp`));
      return [[id, { body, path: `/ayuda/imagenes/${id}-${digest(body).toString("hex").slice(0, 12)}.webp` }]];
    } catch {
      return [];
    }
  }),
);

export function pictureOf(id: TopicId): string | undefined {
  return pictures.get(id)?.path;
}

export const helpPicture = get({
  path: "/ayuda/imagenes/:name",
  access: "public",
  params: z.object({ name: z.string().max(60) }),
  handle: async (_ctx, { params }) => {
    const found = [...pictures.values()].find(({ path }) => path === `/ayuda/imagenes/${params.name}`);
    if (found === undefined) throw notFound();
    return { kind: "data", type: "image/webp", body: found.body, immutable: true };
  },
});
