// Many things, links, lines and receipts at once, in the shapes in which the commands write them one by one.
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import { digest, newCode, plainCode } from "#platform/secrets/secrets.ts";
import { type Act, RECEIPT_LETTERS } from "./participants.ts";
import type { Relation, Visibility } from "./things.ts";

/** Makes many things and gives their ids in the same order. */
export function loadThings(
  tx: WriteTx,
  things: readonly { kind: string; processId?: number; territory?: string; visibility?: Visibility; now: Date }[],
): Promise<number[]> {
  return insertManyForIds(
    tx,
    "things",
    things.map((thing) => ({
      kind: thing.kind,
      process_id: thing.processId ?? null,
      territory_code: thing.territory ?? null,
      visibility: thing.visibility ?? "public",
      created_at: thing.now,
    })),
  );
}

/** Links that were never undone. */
export function loadLinks(
  tx: WriteTx,
  links: readonly { from: number; to: number; relation: Relation; reason?: string; by?: number; now: Date }[],
): Promise<void> {
  return insertMany(
    tx,
    "links",
    links.map((link) => ({
      from_id: link.from,
      to_id: link.to,
      relation: link.relation,
      reason: link.reason ?? null,
      made_by: link.by ?? null,
      made_at: link.now,
    })),
  );
}

/** Lines of the lives of things; those of one thing must come in the order in which they happened. */
export function loadHistory(
  tx: WriteTx,
  lines: readonly {
    thingId: number;
    event: string;
    data?: Record<string, unknown>;
    public: boolean;
    by?: number;
    now: Date;
  }[],
): Promise<void> {
  return insertMany(
    tx,
    "history",
    lines.map((line) => ({
      thing_id: line.thingId,
      event: line.event,
      data: line.data ?? {},
      public: line.public,
      actor_id: line.by ?? null,
      at: line.now,
    })),
  );
}

/** Participants by their pseudonyms, none of which the process knew; gives their ids in the same order. */
export function loadParticipants(
  tx: WriteTx,
  participants: readonly { processId: number; key: Buffer; accountId?: number; now: Date }[],
): Promise<number[]> {
  return insertManyForIds(
    tx,
    "participants",
    participants.map((one) => ({
      process_id: one.processId,
      key: one.key,
      account_id: one.accountId ?? null,
      created_at: one.now,
    })),
  );
}

/** Receipts of what people did, each with a code of its own that nobody was told. */
export function loadReceipts(
  tx: WriteTx,
  receipts: readonly { thingId: number; participantId: number; act: Act; now: Date }[],
): Promise<void> {
  return insertMany(
    tx,
    "receipts",
    receipts.map((receipt) => ({
      code_hash: digest(plainCode(newCode(RECEIPT_LETTERS))),
      thing_id: receipt.thingId,
      participant_id: receipt.participantId,
      act: receipt.act,
      created_at: receipt.now,
    })),
  );
}
