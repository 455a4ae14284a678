// Saying a need, and saying "me too". Needs are written in small batches: each person is answered after the commit that
// holds theirs, and a double submit finds the receipt that the first one gave.
import type { Entity } from "#core/territory/index.ts";
import {
  findGivenCodes,
  getParticipant,
  giveReceipt,
  giveReceipts,
  participantKey,
  sealWords,
} from "#core/trace/index.ts";
import { type Process, requirePhase } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { Database, WriteTx } from "#platform/db/db.ts";
import { GroupCommit, type ItemResult } from "#platform/db/group-commit.ts";
import { Problem } from "#platform/http/problem.ts";
import { record, recordAll } from "#platform/ledger/ledger.ts";
import { derivedCode } from "#platform/secrets/secrets.ts";
import { insertDemands } from "../insert-demands.sql.ts";
import type { Point } from "../point/point.ts";
import type { Sheet } from "./need-fields.ts";
import { saveExtras } from "./save-extras.ts";

const RECEIPT_LETTERS = 12;

export interface NeedSaid {
  territory: string;
  sub?: string;
  place?: string;
  text: string;
  groups: readonly string[];
  /** In whose name, if in somebody's. */
  organisationId?: number;
  point?: Point;
  sheet?: Sheet;
  /** Files that were kept while the form was filled in. */
  photos?: readonly number[];
  /** It may say who somebody is, and whoever wrote it left it so. */
  personal?: boolean;
  /** A voice note that was kept while the form was filled in. */
  recording?: { fileId: number; seconds: number };
  /** It has no words but those of the voice: somebody writes them down before it is public. */
  wordless?: boolean;
  /** Somebody is in danger: only the protection role reads it. */
  risk?: boolean;
  /** Random word of the form: the same form sent twice says one need. */
  formKey: string;
}

export interface Person {
  entity: Entity;
  browserBits: Buffer;
  accountId: number | undefined;
  now: Date;
}

/** A need that passed the rules, on its way to the database. */
export interface NeedToWrite extends Omit<NeedSaid, "formKey"> {
  process: Process;
  /** Pseudonym of who says it. */
  participant: Buffer;
  accountId: number | undefined;
  receipt: string;
  now: Date;
}

/** The receipt code, which nobody can show again. */
export interface NeedReceived {
  receipt: string;
}

/** The needs of one web process on their way to the database. */
export type NeedQueue = Pick<GroupCommit<NeedToWrite, NeedReceived>, "add">;

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    needs: NeedQueue;
  }
}

export function needQueue(db: Database): NeedQueue {
  const commit = (needs: readonly NeedToWrite[]) => db.write((tx) => writeNeeds(tx, needs));
  return new GroupCommit(async (needs: readonly NeedToWrite[]) => {
    try {
      return await commit(needs);
    } catch (error) {
      // Another web process wrote the same form between our look and our write. All was undone: looking again finds it.
      if (isRepeatedReceipt(error)) return commit(needs);
      throw error;
    }
  });
}

function isRepeatedReceipt(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "receipts_pkey";
}

/**
 * Checks a need against the rules of its process.
 * @throws Problem 400 for codes that the entity does not offer, 409 when nothing is being received there.
 */
export function prepareNeed(who: Person, process: Process, need: NeedSaid): NeedToWrite {
  requirePhase(process, need.territory, "gather", who.now);
  const sub = need.sub === undefined ? undefined : who.entity.find(need.sub);
  if (need.sub !== undefined && (sub === undefined || sub.retired || sub.parentCode !== need.territory)) {
    throw new Problem(400, "common.unknownChoice", { field: "sub" });
  }
  const groups = [...new Set(need.groups)];
  if (!groups.every((code) => who.entity.catalogs.populationGroups.offers(code))) {
    throw new Problem(400, "common.unknownChoice", { field: "groups" });
  }
  const { formKey, ...said } = need;
  const { territory, text, place = "" } = need;
  return {
    ...said,
    groups,
    process,
    participant: participantKey(process.participantKey, who.browserBits),
    accountId: who.accountId,
    // What was said is part of it: a form that was sent, corrected and sent again says two different things.
    receipt: derivedCode(
      process.participantKey,
      ["said", who.browserBits, formKey, territory, need.sub ?? "", place, text],
      RECEIPT_LETTERS,
    ),
    now: who.now,
  };
}

/** Writes a batch: the thing, the words, the receipt of who said it and the ledger entry of each, all or nothing. */
export async function writeNeeds(tx: WriteTx, needs: readonly NeedToWrite[]): Promise<ItemResult<NeedReceived>[]> {
  const refusals = await refusalsOf(tx, needs);
  const accepted = needs.filter((_, index) => refusals[index] === undefined);
  const once = new Map(accepted.map((need) => [need.receipt, need]));
  if (once.size > 0) {
    const given = await findGivenCodes(tx, [...once.keys()]);
    await saveNeeds(
      tx,
      [...once.values()].filter((need) => !given.has(need.receipt)),
    );
  }
  return needs.map((need, index) => {
    const error = refusals[index];
    return error === undefined ? { ok: true, value: { receipt: need.receipt } } : { ok: false, error };
  });
}

/** Holds the processes against being closed meanwhile, and says which needs came too late. */
async function refusalsOf(tx: WriteTx, needs: readonly NeedToWrite[]): Promise<(Problem | undefined)[]> {
  const rows = await tx
    .selectFrom("processes")
    .select(["id", "state"])
    .where("id", "in", [...new Set(needs.map((need) => need.process.id))])
    .orderBy("id")
    .forShare()
    .execute();
  const open = new Set(rows.filter((row) => row.state === "published").map((row) => row.id));
  return needs.map((need) => (open.has(need.process.id) ? undefined : new Problem(409, "processes.closed.gather")));
}

async function saveNeeds(tx: WriteTx, needs: readonly NeedToWrite[]): Promise<void> {
  const [first] = needs;
  if (first === undefined) return;
  const ids = await insertDemands(
    tx,
    needs.map((need) => ({ ...need, processId: need.process.id, channel: "web" as const, saidAt: need.now })),
    first.now,
  );
  await giveReceipts(
    tx,
    needs.map((need, index) => ({
      processId: need.process.id,
      key: need.participant,
      accountId: need.accountId,
      thingId: ids[index] ?? 0,
      act: "said" as const,
      code: need.receipt,
      now: need.now,
    })),
  );
  await saveExtras(
    tx,
    needs.map((need, index) => ({ ...need, id: ids[index] ?? 0, processId: need.process.id })),
  );
  await recordNeeds(tx, needs, ids);
  await touch(
    tx,
    needs.map((need) => `demands:${need.process.id}:${need.territory}`),
  );
}

/** The log holds a digest of the words; of what is reserved, or has no words yet, not even that. */
async function recordNeeds(tx: WriteTx, needs: readonly NeedToWrite[], ids: readonly number[]): Promise<void> {
  const said = needs.flatMap(({ risk, wordless, text }, index) =>
    risk === true || wordless === true ? [] : [{ thingId: ids[index] ?? 0, text }],
  );
  const digests = await sealWords(tx, said);
  const wordsOf = new Map(said.map(({ thingId }, index) => [thingId, digests[index]]));
  await recordAll(
    tx,
    needs.map(({ process, territory, now }, index) => {
      const id = ids[index] ?? 0;
      return {
        kind: "need",
        process: process.slug,
        at: now,
        content: { id, territory, words: wordsOf.get(id) ?? null },
      };
    }),
  );
}

/** "Me too": counts once per person; saying it again changes nothing and is no error. */
export async function supportNeed(
  tx: WriteTx,
  who: Person,
  process: Process,
  demand: { id: number; territory: string },
): Promise<{ receipt: string | undefined }> {
  requirePhase(process, demand.territory, "gather", who.now);
  const participantId = await getParticipant(tx, {
    processId: process.id,
    key: participantKey(process.participantKey, who.browserBits),
    accountId: who.accountId,
    now: who.now,
  });
  const mine = await tx
    .selectFrom("receipts")
    .select("act")
    .where("thing_id", "=", demand.id)
    .where("participant_id", "=", participantId)
    .execute();
  if (mine.some(({ act }) => act === "said")) throw new Problem(409, "demands.say.supportOwn");
  if (mine.length > 0) return { receipt: undefined };
  const receipt = await giveReceipt(tx, { thingId: demand.id, participantId, act: "supported", now: who.now });
  if (receipt === undefined) return { receipt: undefined };
  await tx
    .insertInto("demand_supports")
    .values({ demand_id: demand.id, participant_id: participantId, at: who.now })
    .execute();
  await tx
    .updateTable("demands")
    .set((set) => ({ supports: set("supports", "+", 1) }))
    .where("id", "=", demand.id)
    .execute();
  await record(tx, { kind: "support", process: process.slug, at: who.now, content: { id: demand.id } });
  return { receipt };
}
