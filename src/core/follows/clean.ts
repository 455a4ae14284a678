// Forgets addresses that follow nothing any more, questions that nobody answered, and what was sent long ago.
import { sql } from "kysely";
import type { Job } from "#platform/module.ts";

export const cleanJob: Job = {
  name: "follows.clean",
  cron: "37 8 * * *",
  run: async ({ write, now }) => {
    const ago = (days: number): Date => new Date(now().getTime() - days * 86_400_000);
    await write(async (tx) => {
      await tx.deleteFrom("follow_tries").where("at", "<", ago(2)).execute();
      await tx.deleteFrom("notices").where("done_at", "<", ago(60)).execute();
      await sql`delete from changes c using history h where h.id = c.history_id and c.digest is not null
        and h.at < ${ago(60)}`.execute(tx);
      // Nobody said yes in time.
      await sql`delete from follows where confirmed_at is null and asked_at < ${ago(4)}`.execute(tx);
      await sql`update follows set asked_how = null where asked_how is not null and asked_at < ${ago(4)}`.execute(tx);
      await sql`delete from follows where ended_at < ${ago(30)}`.execute(tx);
      // Authors follow by their account: when it is closed its address goes, and theirs with it.
      await sql`delete from follows w using followers f where f.id = w.follower_id and w.source = 'author'
        and not exists (select from account_emails e where lower(e.email) = lower(f.email))`.execute(tx);
      // Whoever asked for silence is remembered only to keep it.
      await sql`delete from followers f where f.silenced_at is null and f.created_at < ${ago(4)}
        and not exists (select from follows w where w.follower_id = f.id)`.execute(tx);
    });
  },
};
