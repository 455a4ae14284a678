/** A state of the database that the person who runs the program must mend: the message is one clear sentence for them. */
export class DatabaseError extends Error {}

/** The SQLSTATE of an error of PostgreSQL, or the code of a system error (`ENOENT`); undefined for any other. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** What an error says, also when it is not an Error. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message || (errorCode(error) ?? error.name) : String(error);
}
