import { z } from "zod";
import type { WriteTx } from "#platform/db/db.ts";

export const letterWords = z.object({
  subject: z.string(),
  paragraphs: z.array(z.string()),
  /** Things that it is about, each with a path of this site. */
  items: z.array(z.object({ title: z.string(), path: z.string(), text: z.string() })).default([]),
  /** What is left to say after them. */
  after: z.string().optional(),
  /** What to do about it: the words of the button and a path of this site. */
  action: z.object({ text: z.string(), path: z.string() }).optional(),
  /** How to get no more of these: words and a path of this site, which one click of a mail program also posts to (RFC 8058). */
  stop: z.object({ text: z.string(), path: z.string() }).optional(),
  /** Why they get it. */
  why: z.string(),
});
export type LetterWords = z.input<typeof letterWords>;

/**
 * Queues words of a module for somebody who has an account with an address; it goes once the transaction has committed.
 * The same `key` never goes twice to the same account, however often this is called. The caller writes the words in the
 * language of the account (`withLocale`).
 */
export async function sendLetter(
  tx: WriteTx,
  to: { accountId: number; key: string; words: LetterWords; now: Date },
): Promise<void> {
  await tx
    .insertInto("notices")
    .values({
      account_id: to.accountId,
      kind: "letter",
      key: to.key,
      letter: JSON.stringify(to.words),
      due_at: to.now,
      created_at: to.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
