import type { MessageKey } from "../i18n/i18n.ts";

/** What went wrong in a way that a person can understand: a status, a text key and, if it is about one, a field. */
export class Problem extends Error {
  readonly status: number;
  readonly key: MessageKey;
  readonly parameters: Record<string, string | number>;
  readonly field: string | undefined;

  constructor(
    status: number,
    key: MessageKey,
    options: { field?: string; parameters?: Record<string, string | number> } = {},
  ) {
    super(key);
    this.status = status;
    this.key = key;
    this.field = options.field;
    this.parameters = options.parameters ?? {};
  }
}

export const notFound = (): Problem => new Problem(404, "http.notFound.title");
/** Something that was there and is over, as a link that works once: who has it is told so. */
export const gone = (): Problem => new Problem(410, "http.gone.title");
export const forbidden = (): Problem => new Problem(403, "http.forbidden.title");
/** Nobody is signed in and the page needs it: the pipeline sends the person to sign in and back. */
export const signInNeeded = (): Problem => new Problem(401, "http.signIn.title");
export const badToken = (): Problem => new Problem(403, "http.badToken.title");
export const tooMany = (): Problem => new Problem(429, "http.tooMany.title");
export const busy = (): Problem => new Problem(503, "http.busy.title");
