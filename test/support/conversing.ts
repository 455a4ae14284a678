// A conversation that is open, made at once over a process that is.
import type { Entity } from "#core/territory/index.ts";
import { loadThings } from "#core/trace/index.ts";
import type { Conversation } from "#modules/conversations/conversation.ts";
import { getConversation } from "#modules/conversations/conversations.sql.ts";
import { loadConversation, loadStatements } from "#modules/conversations/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { Database } from "#platform/db/db.ts";

const DAY = 86_400_000;

export interface ConversationSetting extends Partial<Omit<Conversation, "id" | "processId">> {
  process: Process;
  now: Date;
  /** Statements of the staff. */
  seeds?: readonly string[];
}

export interface OpenConversation {
  conversation: Conversation;
  process: Process;
  /** Ids of its statements, in order. */
  statements: readonly number[];
}

/** A conversation that opened yesterday and closes in a month, with its seeds. */
export async function openConversation(
  db: Database,
  entity: Entity,
  {
    process,
    now,
    seeds = ["Hacen falta más árboles en el parque", "La feria debe ser cada domingo"],
    ...given
  }: ConversationSetting,
): Promise<OpenConversation> {
  const opened = new Date(now.getTime() - DAY);
  return db.write(async (tx) => {
    const [id = 0] = await loadThings(tx, [{ kind: "conversation", processId: process.id, now: opened }]);
    const [place] = entity.participationTerritories();
    const conversation: Conversation = {
      slug: "el-parque",
      title: "¿Cómo queremos el parque?",
      intro: "Para decidir juntos qué se hace en el parque.",
      language: "es",
      state: "open",
      opensAt: opened,
      closesAt: new Date(now.getTime() + 30 * DAY),
      moderation: "post",
      statementLetters: 140,
      statementsEach: 5,
      openedAt: opened,
      closedAt: null,
      territories: place === undefined ? [] : [place.code],
      ...given,
      id,
      processId: process.id,
    };
    await loadConversation(tx, conversation, { at: opened, process });
    const statements = await loadStatements(
      tx,
      conversation,
      process,
      seeds.map((text, number) => ({ number, text, language: "es", seed: true, moderated: 1 as const, at: opened })),
    );
    return { conversation: await getConversation(tx, id), process, statements };
  });
}
