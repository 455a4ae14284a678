// `sigesi check process P`: what a closed process still owes to those who spoke in it.
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { findProcess } from "#modules/processes/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readWords } from "#platform/config/read-words.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { listUnanswered } from "./unanswered.sql.ts";

const [NONE, BAD_INPUT, SOME] = [0, 1, 2];

export const checkProcess: Command = {
  name: "check process",
  usage: t("commitments.check.usage"),
  summary: t("commitments.check.summary"),
  run: async (args, io) => {
    const { word: slug, values } = readWords(args, { json: { type: "boolean", default: false } });
    return withEntityDatabase(io.env, systemClock.now(), (opened) =>
      runCheckProcess({ slug, json: values.json }, io, opened),
    );
  },
};

/** Lists the needs that nobody answered. @returns 0 when there are none, 2 when there are, 1 for a process that is not closed. */
export async function runCheckProcess(
  { slug, json }: { slug: string; json: boolean },
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db }: Pick<EntityDatabase, "db">,
): Promise<number> {
  const process = await findProcess(db.read, slug);
  if (process === undefined || process.state !== "closed") {
    io.stderr(`${t(process === undefined ? "commitments.check.unknown" : "commitments.check.open", { slug })}\n`);
    return BAD_INPUT;
  }
  const needs = await listUnanswered(db.read, process.id);
  if (json) io.stdout(`${JSON.stringify({ process: slug, unanswered: needs })}\n`);
  else {
    const lines = needs.map(({ id, territory, text }) => `${id}\t${territory}\t${text.replaceAll(/\s+/g, " ")}\n`);
    io.stdout(`${lines.join("")}${t("commitments.check.count", { n: needs.length })}\n`);
  }
  return needs.length === 0 ? NONE : SOME;
}
