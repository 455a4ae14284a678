// The rules of a ballot as they are published before it opens. They are data that anyone may write by hand to
// recompute a result, so each mistake says where it is.
import { z } from "zod";
import { TallyError } from "./tally-error.ts";

const wholeNumber = z.int().nonnegative();

const schema = z.object({
  choices: z.int().positive().max(1000),
  winners: z.union([wholeNumber, z.record(z.string(), wholeNumber)]),
  tie: z.object({ lot: z.union([z.string().min(1), z.int()]).transform(String) }),
});

/**
 * Rules of a tally.
 * - `choices`: how many different initiatives one ballot may carry.
 * - `winners`: how many initiatives win in each territory; one number for all, or a number per territory code.
 * - `tie.lot`: the seed of the published lot that orders initiatives with equal votes.
 */
export type TallyRules = z.output<typeof schema>;

/**
 * Reads rules from parsed JSON. Unknown fields are ignored, so that a rules file may carry a title or a note.
 * @throws TallyError `bad-rules`, with the field.
 */
export function parseRules(input: unknown): TallyRules {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") || "rules";
  throw new TallyError({ code: "bad-rules", field });
}
