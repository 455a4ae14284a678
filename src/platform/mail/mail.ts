// Messages to people: by SMTP where it is configured; otherwise each one is a file that can be read in var/mail.
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Transporter } from "nodemailer";
import { systemClock } from "../clock/clock.ts";
import type { MailMessage } from "../module.ts";

export type SendMail = (message: MailMessage) => Promise<void>;

/** Sends through a mail server. */
export function smtpMail(url: string, from: string): SendMail {
  let transport: Transporter | undefined;
  return async ({ id, ...message }) => {
    // The library comes with the first message: a web process that sends none does without it.
    transport ??= (await import("nodemailer")).default.createTransport(url);
    await transport.sendMail({ from, ...message, ...(id && { messageId: messageId(id, from) }) });
  };
}

/** A refusal that trying again will not change: the code of the mail server (RFC 5321: 5yz), else undefined. */
export function permanentRefusal(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("responseCode" in error)) return undefined;
  const code = Number(error.responseCode);
  // 5yz about the recipient or the message; about who we are (530, 535) the whole installation is wrong, not the address.
  return code >= 550 && code < 560 ? code : undefined;
}

/**
 * Leaves each message as a file of `folder`, for trying the program and for tests: headers and text, and its HTML beside it.
 * A message with an id is one file however many times it is sent.
 */
export function fileMail(folder: string, from: string): SendMail {
  let count = 0;
  // Two workers count alike: without a word of its own, the second of two letters of one moment would be taken for the first.
  const own = randomBytes(6).toString("hex");
  return async (message) => {
    await mkdir(folder, { recursive: true });
    const time = `${String(systemClock.now().getTime())}-${String(count++).padStart(4, "0")}-${own}`;
    const name = join(folder, message.id ?? time);
    const headers = {
      From: from,
      To: message.to,
      Subject: message.subject,
      ...(message.id && { "Message-ID": messageId(message.id, from) }),
      ...message.headers,
    };
    const head = Object.entries(headers).map(([key, value]) => `${key}: ${value}\n`);
    await writeOnce(`${name}.txt`, `${head.join("")}\n${message.text}`);
    if (message.html !== undefined) await writeOnce(`${name}.html`, message.html);
  };
}

function messageId(id: string, from: string): string {
  return `<${id}@${from.split("@")[1] ?? "localhost.invalid"}>`;
}

async function writeOnce(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
