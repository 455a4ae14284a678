export { type Answer, type Conversation, isOpen, type Statement } from "./conversation.ts";
export { countAnswers, findConversation, listPublicConversations, listStatements } from "./conversations.sql.ts";
export {
  type LivedAnswer,
  type LivedStatement,
  type LivedVoter,
  loadAnswers,
  loadConversation,
  loadStatements,
  loadVoters,
} from "./load.ts";
