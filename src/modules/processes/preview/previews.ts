// Links with which somebody without account looks at a draft: nobody can guess one, each ends by itself and can be taken back.
import { timingSafeEqual } from "node:crypto";
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { existingKey, pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import type { Process } from "../process.ts";
import { getProcess } from "../processes.sql.ts";

const KEY = "process-previews";
const DAYS = 14;
const DAY_MS = 86_400_000;
/** Live links of one draft: more than these nobody keeps in mind. */
const MOST = 20;

interface Who {
  authority: Authority;
  now: Date;
}

export interface PreviewLink {
  id: number;
  note: string;
  path: string;
  madeAt: Date;
  by: string | null;
  expiresAt: Date;
}

/** @throws Problem 409 when it is no draft any more, or has too many links. */
export async function makePreview(tx: WriteTx, who: Who, process: Process, note: string): Promise<void> {
  who.authority.requireWhole("processes.prepare");
  if (process.state !== "draft") throw new Problem(409, "processes.prepare.alreadyPublished");
  await sharedKey(tx, KEY);
  const live = await tx
    .selectFrom("process_previews")
    .select("id")
    .where("process_id", "=", process.id)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", who.now)
    .forUpdate()
    .execute();
  if (live.length >= MOST) throw new Problem(409, "processes.preview.tooMany", { field: "note" });
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("process_previews")
    .values({
      process_id: process.id,
      note,
      made_by: by ?? null,
      made_at: who.now,
      expires_at: new Date(who.now.getTime() + DAYS * DAY_MS),
    })
    .execute();
  await addHistory(tx, {
    thingId: process.id,
    event: "processes.preview-made",
    data: { note },
    public: false,
    by,
    now: who.now,
  });
}

/** Takes a link back; it ends at once. @throws 404 when the draft has no such link */
export async function revokePreview(tx: WriteTx, who: Who, process: Process, id: number): Promise<void> {
  who.authority.requireWhole("processes.prepare");
  const revoked = await tx
    .updateTable("process_previews")
    .set({ revoked_at: who.now })
    .where("id", "=", id)
    .where("process_id", "=", process.id)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (revoked === undefined) throw notFound();
}

/** The links of a draft that still work, the newest first. */
export async function listPreviews(db: ReadDb, processId: number, now: Date): Promise<PreviewLink[]> {
  const rows = await db
    .selectFrom("process_previews as p")
    .leftJoin("accounts as a", "a.id", "p.made_by")
    .select(["p.id", "p.note", "p.made_at as madeAt", "a.name as by", "p.expires_at as expiresAt"])
    .where("p.process_id", "=", processId)
    .where("p.revoked_at", "is", null)
    .where("p.expires_at", ">", now)
    .orderBy("p.id", "desc")
    .execute();
  if (rows.length === 0) return [];
  const key = await existingKey(db, KEY);
  return rows.map((row) => ({ ...row, path: `/vista-previa/${row.id}-${secretOf(key, row.id)}` }));
}

function secretOf(key: Buffer, id: number): string {
  return pseudonym(key, String(id)).toString("base64url");
}

/**
 * The draft of a link while the link works. @throws 404 for one that was invented, ended or taken back, or whose process is
 * no draft: one answer for all of them.
 */
export async function getPreviewed(db: ReadDb, token: string, now: Date): Promise<Process> {
  const [, id = "", secret = ""] = /^(\d{1,15})-([\w-]{43})$/.exec(token) ?? [];
  const row = await db
    .selectFrom("process_previews")
    .select("process_id as processId")
    .where("id", "=", Number(id))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  const right = Buffer.from(secretOf(await existingKey(db, KEY), Number(id)));
  const given = Buffer.from(secret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound();
  const process = await getProcess(db, row.processId);
  if (process.state !== "draft") throw notFound();
  return process;
}
