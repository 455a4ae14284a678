// Forgets what was only needed for a while: codes, challenges, sessions that ended, addresses of old invitations.
import { sql } from "kysely";
import type { Job } from "#platform/module.ts";

export const cleanJob: Job = {
  name: "people.clean",
  cron: "17 8 * * *",
  run: async ({ write, now }) => {
    const ago = (days: number): Date => new Date(now().getTime() - days * 86_400_000);
    await write(async (tx) => {
      await tx.deleteFrom("sign_in_attempts").where("created_at", "<", ago(2)).execute();
      await tx.deleteFrom("passkey_challenges").where("created_at", "<", ago(2)).execute();
      await tx
        .deleteFrom("sessions")
        .where((eb) => eb.or([eb("ended_at", "<", ago(90)), eb("expires_at", "<", ago(90))]))
        .execute();
      await sql`update one_time_links set name = null, email = null, totp_secret = null
        where (name is not null or email is not null or totp_secret is not null)
          and least(expires_at, used_at, withdrawn_at) < ${ago(30)}`.execute(tx);
    });
  },
};
