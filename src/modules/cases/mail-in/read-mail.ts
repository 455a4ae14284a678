// What a message says: who sends it, its words, its files, and whether a machine wrote it.
import { normalizeText } from "#platform/text/normalize-text.ts";

export interface IncomingMail {
  /** What tells it from any other; the sender may have put anything. */
  messageId: string;
  /** Address of who writes, in small letters; empty when there is none. */
  from: string;
  name: string;
  subject: string;
  text: string;
  attachments: readonly { name: string; body: Buffer }[];
  /** Written by a machine: bounces, answers of who is away, lists. They get no answer, or two machines would write for ever. */
  automatic: boolean;
}

const MACHINES = /^(mailer-daemon|postmaster|no-?reply|bounces?)([+@-]|$)/;
const BULK = /^(bulk|junk|list|auto_reply)$/;

/** @param returnPath who the server says that sends it: empty for a bounce (RFC 5321) */
export async function readMail(source: Buffer, returnPath: string): Promise<IncomingMail> {
  const { simpleParser } = await import("mailparser");
  const mail = await simpleParser(source, { skipImageLinks: true, skipTextToHtml: true });
  const sender = mail.from?.value[0];
  const from = (sender?.address ?? "").toLowerCase();
  const header = (name: string): string => String(mail.headers.get(name) ?? "").toLowerCase();
  const submitted = header("auto-submitted");
  const automatic =
    returnPath === "" ||
    from === "" ||
    MACHINES.test(from) ||
    (submitted !== "" && !submitted.startsWith("no")) ||
    BULK.test(header("precedence")) ||
    ["x-autoreply", "x-autorespond", "list-id", "list"].some((name) => mail.headers.has(name)) ||
    mail.headerLines.some(({ key, line }) => key === "content-type" && /multipart\/report/i.test(line));
  return {
    messageId: mail.messageId ?? "",
    from,
    name: normalizeText(sender?.name ?? "").slice(0, 160),
    subject: normalizeText(mail.subject ?? "").slice(0, 300),
    text: normalizeText(mail.text ?? ""),
    attachments: mail.attachments.map(({ filename, content }) => ({
      name: normalizeText(filename ?? "").slice(0, 120),
      body: content,
    })),
    automatic,
  };
}
