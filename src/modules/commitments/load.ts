// Commitments that were made before this database, with everything told of them since.
import { loadHistory, loadLinks, loadReceipts } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import type { LedgerEntry } from "#platform/ledger/ledger.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import type { CommitmentState } from "./commitment.ts";
import type { Answer } from "./judge/judge-commitment.ts";

export interface LivedCommitment {
  /** Its thing. */
  id: number;
  process: { id: number; slug: string };
  territory: string;
  title: string;
  text: string;
  place?: string;
  sector: string;
  agency: string;
  coAgencies: readonly string[];
  actors: readonly string[];
  responsible: string;
  /** The first day promised. */
  firstDueDate: string;
  money?: number;
  by: number;
  createdAt: Date;
  origins: readonly number[];
  /** In order of time; the state after the last one is its state, and it was proposed before the first. */
  updates: readonly {
    state: CommitmentState;
    text: string;
    figure?: { done: number; of: number; unit: string };
    link?: string;
    photo?: PreparedFile;
    at: Date;
  }[];
  /** In order of time. */
  dates: readonly { from: string; to: string; reason: string; at: Date }[];
  judgements: readonly LivedJudgement[];
}

export interface LivedJudgement {
  participantId: number;
  answer: Answer;
  /** `shown` when a moderator has read it; without, it waits for one. */
  comment?: { text: string; shown?: { by: number; at: Date } };
  at: Date;
}

/** Writes commitments with their partners, updates, dates, judgements, links, history and ledger entries. */
export async function loadCommitments(tx: WriteTx, commitments: readonly LivedCommitment[]): Promise<void> {
  await insertMany(tx, "commitments", commitments.map(rowOf));
  await insertMany(tx, "commitment_partners", commitments.flatMap(partnersOf));
  await loadUpdates(tx, commitments);
  await insertMany(
    tx,
    "commitment_dates",
    commitments.flatMap(({ id, by, dates }) =>
      dates.map(({ from, to, reason, at }) => ({
        commitment_id: id,
        from_date: from,
        to_date: to,
        reason,
        made_by: by,
        at,
      })),
    ),
  );
  const shown = await loadJudgements(tx, commitments);
  await loadLinks(
    tx,
    commitments.flatMap(({ id, origins, by, createdAt }) =>
      origins.map((from) => ({ from, to: id, relation: "promised_as" as const, by, now: createdAt })),
    ),
  );
  const history = [...commitments.flatMap(historyOf), ...shown];
  await loadHistory(
    tx,
    history.sort((a, b) => a.now.getTime() - b.now.getTime()),
  );
  await recordAll(
    tx,
    commitments.flatMap(entriesOf).sort((a, b) => a.at.getTime() - b.at.getTime()),
  );
}

/** Writes what was told, and stores its photos: the same one sent twice is kept once. */
async function loadUpdates(tx: WriteTx, commitments: readonly LivedCommitment[]): Promise<void> {
  const ids = await insertManyForIds(tx, "commitment_updates", commitments.flatMap(updatesOf));
  const photos = commitments
    .flatMap(({ updates }) => updates)
    .flatMap(({ photo, at }, index) => (photo === undefined ? [] : [{ update: ids[index] ?? 0, photo, at }]));
  for (const { update, photo, at } of photos) {
    await tx
      .insertInto("commitment_evidence")
      .values({ update_id: update, file_id: await storeFile(tx, photo, at), position: 1 })
      .execute();
  }
}

/** Writes the answers of those who asked; gives the lines of history of the comments that were read. */
async function loadJudgements(tx: WriteTx, commitments: readonly LivedCommitment[]) {
  const judgements = commitments.flatMap(({ id, judgements }) => judgements.map((one) => ({ ...one, thingId: id })));
  const ids = await insertManyForIds(
    tx,
    "judgements",
    judgements.map(({ thingId, participantId, answer, comment, at }) => ({
      commitment_id: thingId,
      participant_id: participantId,
      answer,
      comment: comment?.text ?? null,
      at,
      comment_state: comment?.shown === undefined ? "waiting" : "shown",
      comment_by: comment?.shown?.by ?? null,
      comment_at: comment?.shown?.at ?? null,
    })),
  );
  await loadReceipts(
    tx,
    judgements.map(({ thingId, participantId, at }) => ({ thingId, participantId, act: "judged", now: at })),
  );
  return judgements.flatMap(({ thingId, comment }, index) => {
    if (comment?.shown === undefined) return [];
    const { by, at: now } = comment.shown;
    const data = { judgement: ids[index], reason: null };
    return [{ thingId, event: "commitments.comment-shown", data, public: false, by, now }];
  });
}

function rowOf(one: LivedCommitment) {
  return {
    id: one.id,
    process_id: one.process.id,
    territory_code: one.territory,
    title: one.title,
    text: one.text,
    place: one.place ?? null,
    sector_code: one.sector,
    agency_code: one.agency,
    responsible: one.responsible,
    due_date: one.dates.at(-1)?.to ?? one.firstDueDate,
    money: one.money ?? null,
    state: one.updates.at(-1)?.state ?? "proposed",
    created_by: one.by,
    created_at: one.createdAt,
  };
}

function partnersOf({ id, coAgencies, actors }: LivedCommitment) {
  return [
    ...coAgencies.map((code) => ({ commitment_id: id, agency_code: code, actor: null })),
    ...actors.map((actor) => ({ commitment_id: id, agency_code: null, actor })),
  ];
}

function updatesOf({ id, by, updates }: LivedCommitment) {
  return updates.map(({ state, text, figure, link, at }) => ({
    commitment_id: id,
    state,
    text,
    figure_done: figure?.done ?? null,
    figure_of: figure?.of ?? null,
    figure_unit: figure?.unit ?? null,
    link_url: link ?? null,
    made_by: by,
    at,
  }));
}

function historyOf({ id, by, agency, firstDueDate, money, createdAt, updates, dates }: LivedCommitment) {
  const made = {
    event: "commitments.proposed",
    data: { state: "proposed", agency, dueDate: firstDueDate, money } as Record<string, unknown>,
    now: createdAt,
  };
  const told = updates.map(({ at, ...data }) => ({
    event: "commitments.updated",
    data: { ...data, files: [] },
    now: at,
  }));
  const moved = dates.map(({ at, ...data }) => ({ event: "commitments.date-changed", data, now: at }));
  return [made, ...told, ...moved].map((line) => ({ ...line, thingId: id, public: true, by }));
}

function entriesOf(one: LivedCommitment): LedgerEntry[] {
  const { id, process, text, agency, firstDueDate, createdAt } = one;
  return [
    {
      kind: "commitment",
      process: process.slug,
      at: createdAt,
      content: { id, text, agency, dueDate: firstDueDate, state: "proposed" },
    },
    ...one.updates.map((update) => ({
      kind: "update",
      at: update.at,
      content: { id, state: update.state, text: update.text, files: [] },
    })),
    ...one.dates.map(({ at, from, to }) => ({ kind: "date-change", at, content: { id, from, to } })),
    ...one.judgements.map(({ at, answer }) => ({ kind: "judgement", at, content: { id, answer } })),
  ];
}
