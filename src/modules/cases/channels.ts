// The doors by which a request comes. Whichever it was, it has the same number, states, term and words.

export const CHANNELS = ["web", "counter", "telephone", "email", "paper", "social", "api", "chat"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The doors at which an official writes it down for who asks. */
export const OFFICER_CHANNELS = ["counter", "telephone", "paper", "social"] as const satisfies readonly Channel[];

/** Whether it was said and not written: its receipt says so. (co: Decreto 1166 of 2016.) */
export function isVerbal(channel: string): boolean {
  return channel === "counter" || channel === "telephone";
}
