import { z } from "zod";
import { accountOf } from "#core/people/index.ts";
import { claimParticipants, participantKey } from "#core/trace/index.ts";
import { listPublicProcesses } from "#modules/processes/index.ts";
import { post, redirect } from "#platform/http/route.ts";

/** "What was done here without an account is mine": asked with a button, because phones are lent. */
export const claim = post({
  path: "/cuenta/reclamar",
  access: "account",
  perMinute: 10,
  body: z.object({}),
  handle: async (ctx, tx) => {
    const processes = await listPublicProcesses(tx);
    const bits = ctx.browser.bits();
    await claimParticipants(tx, {
      accountId: accountOf(ctx),
      keys: processes.map((process) => participantKey(process.participantKey, bits)),
    });
    return redirect("/mis-aportes");
  },
});
