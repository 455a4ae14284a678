import type { AnswerQueue } from "./take-part/answer-queue.ts";

export { type CarriedStatement, listCarriedOf } from "./carry-on/carry-on.ts";
export { type Answer, type Conversation, isOpen, type Statement } from "./conversation.ts";
export {
  countAnswers,
  findConversation,
  listOwnStatements,
  listPublicConversations,
  listStatements,
} from "./conversations.sql.ts";
export {
  type LivedAnswer,
  type LivedStatement,
  type LivedTranslation,
  type LivedVoter,
  loadAnswers,
  loadConversation,
  loadStatements,
  loadTranslations,
  loadVoters,
} from "./load.ts";
export { AnswerQueue } from "./take-part/answer-queue.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    answers: AnswerQueue;
  }
  interface NarrowExtras {
    answers: AnswerQueue;
  }
}

export { loadResults } from "./results/compute-results.ts";
