import type { ReadDb } from "#platform/db/db.ts";
import { digest, plainCode } from "#platform/secrets/secrets.ts";

export interface Minutes {
  id: number;
  meetingId: number;
  version: number;
  text: string;
  at: Date;
  author: string | null;
}

function minutesQuery(db: ReadDb) {
  return db
    .selectFrom("meeting_minutes as m")
    .leftJoin("accounts as a", "a.id", "m.made_by")
    .select(["m.id", "m.meeting_id as meetingId", "m.version", "m.text", "m.made_at as at", "a.name as author"]);
}

/** Every version, the last first. */
export function listVersions(db: ReadDb, meetingId: number): Promise<Minutes[]> {
  return minutesQuery(db).where("m.meeting_id", "=", meetingId).orderBy("m.version", "desc").execute();
}

export function findLastVersion(db: ReadDb, meetingId: number): Promise<Minutes | undefined> {
  return minutesQuery(db)
    .where("m.meeting_id", "=", meetingId)
    .orderBy("m.version", "desc")
    .limit(1)
    .executeTakeFirst();
}

export interface Opinion {
  id: number;
  side: "administration" | "community";
  opinion: "approved" | "objected";
  text: string | null;
  at: Date;
  /** Who of the community, and for whom they speak; the official signs with their account. */
  name: string | null;
  organisation: string | null;
  accountId: number | null;
  representativeId: number | null;
  /** Why its words are hidden; null while everybody may read them. */
  hiddenReason: string | null;
}

/** What both sides said of a version, in order. */
export async function listOpinions(db: ReadDb, minutesId: number): Promise<Opinion[]> {
  const rows = await db
    .selectFrom("meeting_opinions as o")
    .leftJoin("meeting_representatives as r", "r.id", "o.representative_id")
    .leftJoin("accounts as a", "a.id", "o.account_id")
    .leftJoin("meeting_hidden_opinions as h", "h.opinion_id", "o.id")
    .select([
      "h.reason as hiddenReason",
      "o.id",
      "o.side",
      "o.opinion",
      "o.text",
      "o.at",
      "o.account_id as accountId",
      "o.representative_id as representativeId",
      "r.name as representative",
      "r.organisation",
      "a.name as official",
    ])
    .where("o.minutes_id", "=", minutesId)
    .orderBy("o.id")
    .execute();
  return rows.map(({ representative, official, ...row }) => ({
    ...row,
    side: row.side as Opinion["side"],
    opinion: row.opinion as Opinion["opinion"],
    name: representative ?? official,
  }));
}

export interface Representative {
  id: number;
  meetingId: number;
  name: string;
  organisation: string;
}

export function listRepresentatives(db: ReadDb, meetingId: number): Promise<Representative[]> {
  return db
    .selectFrom("meeting_representatives")
    .select(["id", "meeting_id as meetingId", "name", "organisation"])
    .where("meeting_id", "=", meetingId)
    .orderBy("id")
    .execute();
}

/** Whose code of a meeting this is; undefined for the code of another meeting too. */
export function findRepresentative(db: ReadDb, meetingId: number, typed: string): Promise<Representative | undefined> {
  return db
    .selectFrom("meeting_representatives")
    .select(["id", "meeting_id as meetingId", "name", "organisation"])
    .where("meeting_id", "=", meetingId)
    .where("code_hash", "=", digest(plainCode(typed)))
    .executeTakeFirst();
}
