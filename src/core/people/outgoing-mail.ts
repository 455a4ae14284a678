// Messages of this module: written in the language of the page that asks for them, sent by a job once it has committed.
import { z } from "zod";
import type { WriteTx } from "#platform/db/db.ts";
import { addJob } from "#platform/jobs/jobs.ts";
import type { Job, MailMessage } from "#platform/module.ts";

const NAME = "people.mail";
const message = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
});

export async function queueMail(tx: WriteTx, mail: MailMessage): Promise<void> {
  await addJob(tx, NAME, mail);
}

export const mailJob: Job = {
  name: NAME,
  run: async ({ sendMail }, payload) => {
    try {
      await sendMail(message.parse(payload));
    } catch (error) {
      // The words of a mail server repeat the address, and the words of a failed job are logged.
      const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      throw new Error(`The message was not sent (${code.replaceAll(/[^\w]/g, "")})`);
    }
  },
};
