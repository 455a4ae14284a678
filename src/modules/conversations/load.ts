// Conversations that were lived before this database, or that come in a file: rows in the shapes in which the commands
// write them one by one.
import { loadHistory, loadThings, sealWords } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import type { Answer, Conversation, Moderated } from "./conversation.ts";
import { isShown } from "./conversation.ts";

export interface LivedStatement {
  number: number;
  text: string;
  language: string;
  seed: boolean;
  participantId?: number;
  moderated: Moderated;
  isMeta?: boolean;
  /** Public reason, which a rejected one has. */
  hiddenReason?: string;
  at: Date;
}

export interface LivedTranslation {
  statementId: number;
  language: string;
  text: string;
  at: Date;
  /** Who said that it is faithful; without it, it waits for that. */
  reviewedBy?: number;
}

export interface LivedVoter {
  participantId: number;
  territory: string;
  at: Date;
}

export interface LivedAnswer {
  participantId: number;
  statementId: number;
  value: Answer;
  at: Date;
}

/** Writes a conversation whose thing is `conversation.id`. */
export async function loadConversation(
  tx: WriteTx,
  conversation: Conversation,
  made: { by?: number; at: Date; process: { slug: string } },
): Promise<void> {
  const { id, openedAt, closedAt } = conversation;
  await tx
    .insertInto("conversations")
    .values({
      id,
      process_id: conversation.processId,
      slug: conversation.slug,
      title: conversation.title,
      intro: conversation.intro,
      language: conversation.language,
      state: conversation.state,
      opens_at: conversation.opensAt,
      closes_at: conversation.closesAt,
      moderation: conversation.moderation,
      statement_letters: conversation.statementLetters,
      statements_each: conversation.statementsEach,
      created_by: made.by ?? null,
      opened_at: openedAt,
      closed_at: closedAt,
    })
    .execute();
  await insertMany(
    tx,
    "conversation_territories",
    conversation.territories.map((code) => ({ conversation_id: id, territory_code: code })),
  );
  const by = made.by === undefined ? {} : { by: made.by };
  await loadHistory(tx, [
    { thingId: id, event: "conversations.created", public: false, ...by, now: made.at },
    ...(openedAt ? [{ thingId: id, event: "conversations.opened", public: true, ...by, now: openedAt }] : []),
    ...(closedAt ? [{ thingId: id, event: "conversations.closed", public: true, ...by, now: closedAt }] : []),
  ]);
  if (openedAt === null) return;
  const entry = { process: made.process.slug, content: { id, slug: conversation.slug, title: conversation.title } };
  await recordAll(tx, [
    { ...entry, kind: "conversation", at: openedAt },
    ...(closedAt ? [{ ...entry, kind: "conversation-closed", at: closedAt }] : []),
  ]);
}

/** Writes the statements of a conversation. @returns their ids, in the order given. */
export async function loadStatements(
  tx: WriteTx,
  conversation: Conversation,
  process: { slug: string },
  statements: readonly LivedStatement[],
): Promise<number[]> {
  const [only, ...more] = conversation.territories;
  const ids = await loadThings(
    tx,
    statements.map((one) => ({
      kind: "statement",
      processId: conversation.processId,
      ...(only !== undefined && more.length === 0 && { territory: only }),
      visibility: visibilityOf(conversation, one.moderated),
      now: one.at,
    })),
  );
  await insertMany(
    tx,
    "conversation_statements",
    statements.map((one, index) => ({
      id: ids[index] ?? 0,
      conversation_id: conversation.id,
      number: one.number,
      text: one.text,
      language: one.language,
      seed: one.seed,
      participant_id: one.participantId ?? null,
      moderated: one.moderated,
      is_meta: one.isMeta ?? false,
      hidden_reason: one.hiddenReason ?? null,
      said_at: one.at,
    })),
  );
  const words = await sealWords(
    tx,
    statements.map((one, index) => ({ thingId: ids[index] ?? 0, text: one.text })),
  );
  await recordAll(
    tx,
    statements.map((one, index) => ({
      kind: "statement",
      process: process.slug,
      at: one.at,
      content: { id: ids[index] ?? 0, conversation: conversation.id, number: one.number, words: words[index] },
    })),
  );
  return ids;
}

/** Writes statements in other languages; those that somebody reviewed are read by everybody. */
export async function loadTranslations(tx: WriteTx, translations: readonly LivedTranslation[]): Promise<void> {
  await insertMany(
    tx,
    "conversation_translations",
    translations.map(({ statementId, language, text, at, reviewedBy }) => ({
      statement_id: statementId,
      language,
      text,
      written_by: null,
      written_at: at,
      reviewed_by: reviewedBy ?? null,
      reviewed_at: reviewedBy === undefined ? null : at,
    })),
  );
  await loadHistory(
    tx,
    translations.flatMap(({ statementId, language, text, at, reviewedBy: by }) =>
      by === undefined
        ? []
        : [
            {
              thingId: statementId,
              event: "conversations.translated",
              data: { language, text },
              public: true,
              by,
              now: at,
            },
          ],
    ),
  );
}

/** Who may read a statement: everybody once voters are shown it, staff until then, moderators once it was rejected. */
export function visibilityOf(
  conversation: Pick<Conversation, "moderation" | "state">,
  moderated: Moderated,
): "public" | "staff" | "hidden" {
  if (moderated === -1) return "hidden";
  if (conversation.state === "draft") return "staff";
  return isShown(conversation.moderation, moderated) ? "public" : "staff";
}

/** People who take part, each one once. */
export function loadVoters(tx: WriteTx, conversationId: number, voters: readonly LivedVoter[]): Promise<void> {
  return insertMany(
    tx,
    "conversation_voters",
    voters.map((one) => ({
      conversation_id: conversationId,
      participant_id: one.participantId,
      territory_code: one.territory,
      joined_at: one.at,
    })),
  );
}

/** Answers of people who take part already, one to each statement. */
export function loadAnswers(tx: WriteTx, conversationId: number, answers: readonly LivedAnswer[]): Promise<void> {
  return insertMany(
    tx,
    "conversation_votes",
    answers.map((one) => ({
      conversation_id: conversationId,
      participant_id: one.participantId,
      statement_id: one.statementId,
      value: one.value,
      at: one.at,
    })),
  );
}
