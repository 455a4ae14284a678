import type { JobServices } from "#platform/module.ts";

const KEPT_MS = 7 * 86_400_000;

/** Erases from which network somebody first answered, a week after: by then it was of use or never will be. */
export async function forgetNetworks(services: JobServices): Promise<void> {
  const before = new Date(services.now().getTime() - KEPT_MS);
  await services.write((tx) =>
    tx
      .updateTable("conversation_voters")
      .set({ network: null })
      .where("network", "is not", null)
      .where("joined_at", "<=", before)
      .execute(),
  );
}
