// A conversation and its statements, as pure values.

export type ConversationState = "draft" | "open" | "closed";
/** `pre`: a statement is shown once somebody accepted it. `post`: at once, and it may be hidden later. */
export type Moderation = "pre" | "post";
/** 1 accepted, 0 not looked at yet, −1 rejected. */
export type Moderated = 1 | 0 | -1;
/** 1 agrees, −1 disagrees, 0 passes. */
export type Answer = 1 | 0 | -1;
export const ANSWERS: readonly Answer[] = [1, 0, -1];

export interface Conversation {
  id: number;
  processId: number;
  slug: string;
  title: string;
  intro: string;
  /** Language in which it is held (BCP 47). */
  language: string;
  state: ConversationState;
  opensAt: Date;
  /** First instant in which nothing more is received. */
  closesAt: Date;
  moderation: Moderation;
  /** Most letters of a statement that somebody writes, 140 to 280. */
  statementLetters: number;
  /** Most statements that one person may write; 0: only those of the staff. */
  statementsEach: number;
  openedAt: Date | null;
  closedAt: Date | null;
  /** Codes of where it is held, in order; at least one. */
  territories: readonly string[];
}

export interface Statement {
  id: number;
  conversationId: number;
  /** Order in which it came; the id of open data and of imported files. */
  number: number;
  text: string;
  language: string;
  /** Written by the staff. */
  seed: boolean;
  moderated: Moderated;
  /** The same when the result was frozen, which stands whatever is hidden later; until then as it is now. */
  counted: Moderated;
  isMeta: boolean;
  hiddenReason: string | null;
  duplicateOf: number | null;
  saidAt: Date;
  /** When its author withdrew it: it has no words any more. */
  withdrawnAt: Date | null;
}

/** What can be read in more than one language. */
export interface Readable {
  text: string;
  language: string;
  /** Language → reviewed translation. */
  translations: Readonly<Record<string, string>>;
}

/** What a reader is shown: the words in the first of their languages in which there are some, else in that of who wrote them. */
export function wordsFor(
  readers: readonly string[],
  { text, language, translations }: Readable,
): { text: string; language: string } {
  const reader = readers.find((one) => one === language || Object.hasOwn(translations, one)) ?? language;
  return { text: reader === language ? text : (translations[reader] ?? text), language: reader };
}

/** Languages among which a reader may choose: those of what can be read in more than one. */
export function languagesOf(statements: readonly Readable[]): string[] {
  const all = statements.flatMap(({ language, translations }) => {
    const others = Object.keys(translations);
    return others.length === 0 ? [] : [language, ...others];
  });
  return [...new Set(all)].sort();
}

/** Whether answers and statements are received at an instant. */
export function isOpen(conversation: Pick<Conversation, "state" | "opensAt" | "closesAt">, now: Date): boolean {
  return conversation.state === "open" && conversation.opensAt <= now && now < conversation.closesAt;
}

/** Whether voters are shown a statement. */
export function isShown(moderation: Moderation, moderated: Moderated): boolean {
  return moderated === 1 || (moderated === 0 && moderation === "post");
}
