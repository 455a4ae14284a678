// Stopping, changing how often, and silence: by whoever holds the secret address of a message.
import type { WriteTx } from "#platform/db/db.ts";
import type { Follow, Follower } from "../follow.sql.ts";

export type FollowAct = "stop" | "resume" | "each" | "weekly";

export async function changeFollow(tx: WriteTx, follow: Follow, act: FollowAct, now: Date): Promise<void> {
  const set = {
    stop: { ended_at: now },
    // From now on: what happened meanwhile is not sent.
    resume: { ended_at: null, confirmed_at: now },
    each: { how: "each" },
    weekly: { how: "weekly" },
  }[act];
  const changed = tx.updateTable("follows").set(set).where("id", "=", follow.id).where("confirmed_at", "is not", null);
  await (act === "stop" ? changed.where("ended_at", "is", null) : changed).execute();
}

export type FollowerAct = "stop-weekly" | "stop-all" | "silence" | "speak";

/** What touches everything that an address follows. Silence also stops the questions that anybody else could ask it. */
export async function changeFollower(tx: WriteTx, follower: Follower, act: FollowerAct, now: Date): Promise<void> {
  if (act === "speak" || act === "silence") {
    const silenced = act === "silence" ? now : null;
    await tx.updateTable("followers").set({ silenced_at: silenced }).where("id", "=", follower.id).execute();
  }
  if (act === "speak") return;
  const live = tx
    .updateTable("follows")
    .set({ ended_at: now })
    .where("follower_id", "=", follower.id)
    .where("ended_at", "is", null);
  await (act === "stop-weekly" ? live.where("how", "=", "weekly") : live).execute();
}
