import { z } from "zod";
import type { ReadDb } from "#platform/db/db.ts";
import type { Target } from "./targets.ts";

export const tokenParams = z.object({ token: z.uuid() });

export interface Follow extends Target {
  id: number;
  followerId: number;
  token: string;
  how: "each" | "weekly" | "answers";
  /** What was asked for and waits for the yes. */
  askedHow: "each" | "weekly" | undefined;
  source: "asked" | "author";
  askedAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
  allToken: string;
}

const COLUMNS = [
  "w.id",
  "w.follower_id",
  "w.token",
  "w.how",
  "w.asked_how",
  "w.source",
  "w.thing_id",
  "w.territory_code",
  "w.asked_at",
  "w.confirmed_at",
  "w.ended_at",
  "f.token as all_token",
] as const;

/** The follow of a secret address. */
export async function findFollowByToken(db: ReadDb, token: string): Promise<Follow | undefined> {
  const row = await db
    .selectFrom("follows as w")
    .innerJoin("followers as f", "f.id", "w.follower_id")
    .select(COLUMNS)
    .where("w.token", "=", token)
    .executeTakeFirst();
  return row && followOf(row);
}

/** What an address follows now, newest first. */
export async function listFollows(db: ReadDb, followerId: number): Promise<Follow[]> {
  const rows = await db
    .selectFrom("follows as w")
    .innerJoin("followers as f", "f.id", "w.follower_id")
    .select(COLUMNS)
    .where("w.follower_id", "=", followerId)
    .where("w.confirmed_at", "is not", null)
    .where("w.ended_at", "is", null)
    .orderBy("w.confirmed_at", "desc")
    .orderBy("w.id", "desc")
    .limit(200)
    .execute();
  return rows.map(followOf);
}

export interface Follower {
  id: number;
  token: string;
  silencedAt: Date | null;
  unreachableAt: Date | null;
}

export async function findFollowerByToken(db: ReadDb, token: string): Promise<Follower | undefined> {
  const row = await db
    .selectFrom("followers")
    .select(["id", "token", "silenced_at", "unreachable_at"])
    .where("token", "=", token)
    .executeTakeFirst();
  return row && { id: row.id, token: row.token, silencedAt: row.silenced_at, unreachableAt: row.unreachable_at };
}

function followOf(row: {
  id: number;
  follower_id: number;
  token: string;
  how: string;
  asked_how: string | null;
  source: string;
  thing_id: number | null;
  territory_code: string | null;
  asked_at: Date;
  confirmed_at: Date | null;
  ended_at: Date | null;
  all_token: string;
}): Follow {
  return {
    id: row.id,
    followerId: row.follower_id,
    token: row.token,
    how: row.how as Follow["how"],
    askedHow: (row.asked_how ?? undefined) as Follow["askedHow"],
    source: row.source as Follow["source"],
    thingId: row.thing_id,
    territory: row.territory_code,
    askedAt: row.asked_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    allToken: row.all_token,
  };
}
