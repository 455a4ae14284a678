// The author is told where they look for it ("my contributions", by receipt or account) and, if an account with a confirmed
// address claimed what they said, by e-mail: without the words that were hidden.
import { queueMail } from "#core/people/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { href, region, t, withLocale } from "#platform/i18n/i18n.ts";

interface Telling {
  authorId: number | null;
  about: "hidden" | "granted" | "refused";
  words: string;
  who: { publicUrl: string };
}

/** Queues the message in the same transaction as the decision. Somebody without a confirmed address is not written to. */
export async function tellAuthor(tx: WriteTx, { authorId, about, words, who }: Telling): Promise<void> {
  if (authorId === null) return;
  const account = await tx
    .selectFrom("participants as p")
    .innerJoin("accounts as a", "a.id", "p.account_id")
    .innerJoin("account_emails as e", "e.account_id", "a.id")
    .select(["a.locale", "e.email"])
    .where("p.id", "=", authorId)
    .where("a.closed_at", "is", null)
    .where("e.verified_at", "is not", null)
    .executeTakeFirst();
  if (account === undefined) return;
  const locale = account.locale === "en" ? "en" : "es";
  await withLocale(locale, region(), () =>
    queueMail(tx, {
      to: account.email,
      subject: t(`moderation.mail.${about}.subject`),
      text: t(`moderation.mail.${about}.text`, {
        reason: words,
        address: `${who.publicUrl}${href("/mis-aportes", locale)}`,
      }),
    }),
  );
}
