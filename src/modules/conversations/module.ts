import type { ReadDb } from "#platform/db/db.ts";
import type { JobServices, Module } from "#platform/module.ts";
import { carry, carryForm } from "./carry-on/carry-on.route.tsx";
import { datasets } from "./datasets.ts";
import { groupsCommand } from "./groups/groups.command.ts";
import { importConversationCommand } from "./import/import-conversation.command.ts";
import { listConversations } from "./list-conversations/list.route.tsx";
import * as desk from "./moderate/desk.route.ts";
import { listDue } from "./moderate/desk.sql.ts";
import { statementReportable } from "./moderate/reportable.ts";
import * as prepare from "./prepare/prepare.route.ts";
import { closeDueConversation } from "./prepare/prepare-conversation.ts";
import { publishedFile, showData } from "./publish/publish.route.tsx";
import { showFrame, showMyPlace, showResults, showStatementCounts } from "./results/results.route.tsx";
import { say, sayForm } from "./say-statement/say-statement.route.ts";
import { showStatement } from "./show-statement/show-statement.route.tsx";
import { decideSignal, signals } from "./signals/signals.route.ts";
import { sendAnswers } from "./take-part/answers.route.ts";
import { forgetNetworks } from "./take-part/forget-networks.ts";
import { answer, nextStatements, takePart } from "./take-part/take-part.route.ts";
import { conversationsStory } from "./thread-story.tsx";
import { withdraw, withdrawForm } from "./withdraw/withdraw.route.tsx";

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
    "conversation_cases",
    "conversation_case_people",
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
    withdrawForm,
    withdraw,
    showResults,
    showMyPlace,
    showStatementCounts,
    showFrame,
    showData,
    publishedFile,
    prepare.staffList,
    prepare.newForm,
    prepare.create,
    prepare.editForm,
    prepare.edit,
    desk.desk,
    desk.open,
    desk.close,
    desk.seed,
    desk.decide,
    desk.translate,
    signals,
    decideSignal,
    carryForm,
    carry,
  ],
  permissions: {
    "conversations.desk": ["administrator", "analyst", "facilitator", "moderator", "planner"],
    "conversations.run": ["administrator", "analyst", "facilitator"],
    "conversations.moderate": ["administrator", "analyst", "moderator"],
    "conversations.review": ["administrator", "analyst", "moderator"],
    "conversations.translate": ["administrator", "analyst", "facilitator"],
    "conversations.onward": ["analyst", "planner"],
  },
  jobs: [
    { name: "conversations.close-due", cron: "* * * * *", run: closeDue },
    { name: "conversations.forget-networks", cron: "23 3 * * *", run: forgetNetworks },
  ],
  datasets,
  story: conversationsStory,
  reportables: { statement: statementReportable },
  kinds: {
    conversation: { label: "conversations.kind", titles },
    statement: { label: "conversations.statement.kind", titles: statementTitles },
  },
};

/** Closes what is due, one conversation a transaction: one that fails stops no other, and is tried again in a minute. */
async function closeDue(services: JobServices): Promise<void> {
  const now = services.now();
  const failures: unknown[] = [];
  for (const id of await listDue(services.read, now)) {
    await services.write((tx) => closeDueConversation(tx, id, now)).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

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
