// What the requests of the demonstration are made from: words, causes, names and reasons of `demo/`.
import { z } from "zod";
import { FORMS } from "#modules/cases/index.ts";

export const bankSchema = z.object({
  requests: z.array(z.object({ form: z.enum(FORMS), sector: z.string(), text: z.string() })),
  templates: z.array(z.object({ name: z.string(), text: z.string(), sector: z.string().optional() })),
  causes: z.array(
    z.object({
      form: z.enum(FORMS).optional(),
      sector: z.string().optional(),
      causes: z.string(),
      actions: z.string(),
    }),
  ),
  suspension: z.string(),
  client: z.string(),
  together: z.object({ question: z.string(), answer: z.string() }),
  answers: z.object({ granted: z.array(z.string()), refused: z.array(z.string()) }),
  reasons: z.record(z.string(), z.string()),
  names: z.array(z.string()),
  chat: z.object({ name: z.string(), lines: z.array(z.tuple([z.enum(["person", "officer"]), z.string()])) }),
  protection: z.array(
    z.object({ route: z.string(), text: z.string(), hoursAgo: z.number(), done: z.number(), note: z.string() }),
  ),
});
export type Bank = z.infer<typeof bankSchema>;
