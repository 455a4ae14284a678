// Messages to people: by SMTP where it is configured; otherwise each one is a file that can be read in var/mail.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { systemClock } from "../clock/clock.ts";
import type { MailMessage } from "../module.ts";

export type SendMail = (message: MailMessage) => Promise<void>;

/** Sends through a mail server. */
export function smtpMail(url: string, from: string): SendMail {
  const transport = nodemailer.createTransport(url);
  return async (message) => {
    await transport.sendMail({ from, ...message });
  };
}

/** Leaves each message as a file of `folder`, for trying the program and for tests. */
export function fileMail(folder: string, from: string): SendMail {
  let count = 0;
  return async (message) => {
    await mkdir(folder, { recursive: true });
    const name = `${String(systemClock.now().getTime())}-${String(count++).padStart(4, "0")}.txt`;
    const head = `From: ${from}\nTo: ${message.to}\nSubject: ${message.subject}\n\n`;
    await writeFile(join(folder, name), head + message.text, { mode: 0o600 });
  };
}
