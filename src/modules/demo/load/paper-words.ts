// What the vote on paper of the demonstration says.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const shape = z.object({
  slug: z.string(),
  title: z.string(),
  purpose: z.string(),
  meeting: z.string(),
  hall: z.string(),
  agenda: z.array(z.string()),
  sheet: z.string(),
  initiatives: z.array(
    z.object({
      sector: z.array(z.string()),
      agency: z.array(z.string()),
      title: z.string(),
      text: z.string(),
      cost: z.int(),
      /** How many choose it, against the others. */
      liking: z.number(),
    }),
  ),
});

export type PaperWords = z.infer<typeof shape>;

export function readPaperWords(entitiesDir: string): PaperWords {
  return shape.parse(JSON.parse(readFileSync(join(entitiesDir, "_demo/paper/vote.json"), "utf8")));
}
