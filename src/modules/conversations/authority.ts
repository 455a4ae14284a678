import type { Authority } from "#core/people/index.ts";
import type { Conversation } from "./conversation.ts";

/** Somebody of the staff at work. */
export interface Official {
  authority: Authority;
  now: Date;
}

type Held = Pick<Conversation, "territories">;

/** A conversation of several places is run by who may in all of them. @throws 401 or 403 as `Authority.require`. */
export function requireEverywhere(authority: Authority, verb: string, { territories }: Held): void {
  for (const territory of territories) authority.require(verb, { territory });
}

export function mayEverywhere(authority: Authority, verb: string, { territories }: Held): boolean {
  return territories.every((territory) => authority.may(verb, { territory }));
}
