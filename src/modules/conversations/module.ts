import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { groupsCommand } from "./groups/groups.command.ts";
import { importConversationCommand } from "./import/import-conversation.command.ts";
import { listConversations } from "./list-conversations/list.route.tsx";
import { publishedFile, showData } from "./publish/publish.route.tsx";
import { showFrame, showMyPlace, showResults, showStatementCounts } from "./results/results.route.tsx";
import { say, sayForm } from "./say-statement/say-statement.route.ts";
import { showStatement } from "./show-statement/show-statement.route.tsx";
import { sendAnswers } from "./take-part/answers.route.ts";
import { answer, nextStatements, takePart } from "./take-part/take-part.route.ts";

export const conversations: Module = {
  name: "conversations",
  tables: [
    "conversations",
    "conversation_territories",
    "conversation_statements",
    "conversation_translations",
    "conversation_voters",
    "conversation_votes",
    "conversation_priorities",
    "conversation_results",
    "conversation_result_days",
  ],
  threads: [{ name: "results" }],
  commands: [groupsCommand, importConversationCommand],
  routes: [
    listConversations,
    takePart,
    answer,
    nextStatements,
    sendAnswers,
    sayForm,
    say,
    showStatement,
    showResults,
    showMyPlace,
    showStatementCounts,
    showFrame,
    showData,
    publishedFile,
  ],
  kinds: {
    conversation: { label: "conversations.kind", titles },
    statement: { label: "conversations.statement.kind", titles: statementTitles },
  },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("conversations").select(["id", "slug", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/conversaciones/${row.slug}` }]));
}

async function statementTitles(db: ReadDb, ids: readonly number[]) {
  const rows = await db
    .selectFrom("conversation_statements as s")
    .innerJoin("conversations as c", "c.id", "s.conversation_id")
    .select(["s.id", "s.text", "s.number", "c.slug"])
    .where("s.id", "in", ids)
    .execute();
  return new Map(
    rows.map((row) => [row.id, { title: row.text, path: `/conversaciones/${row.slug}/afirmaciones/${row.number}` }]),
  );
}
