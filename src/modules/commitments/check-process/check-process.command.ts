// `sigesi check process P`: what a closed process still owes to those who spoke in it.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type EntityDatabase, openEntityDatabase } from "#core/territory/index.ts";
import { findProcess } from "#modules/processes/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { listUnanswered } from "./unanswered.sql.ts";

const SILENT = { debug: () => undefined, info: () => undefined };
const [NONE, BAD_INPUT, SOME] = [0, 1, 2];

export const checkProcess: Command = {
  name: "check process",
  usage: t("commitments.check.usage"),
  summary: t("commitments.check.summary"),
  run: async (args, io) => {
    const asked = readArguments(args);
    if (asked === undefined) {
      io.stderr(`sigesi ${checkProcess.usage}\n`);
      return BAD_INPUT;
    }
    const settings = { ...readConfig(io.env), migrations: join(ROOT, "migrations") };
    const opened = await openEntityDatabase(settings, { now: systemClock.now(), log: SILENT });
    try {
      return await runCheckProcess(asked, io, opened);
    } finally {
      await opened.close();
    }
  },
};

function readArguments(args: readonly string[]): { slug: string; json: boolean } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    const [slug, ...rest] = positionals;
    return slug === undefined || rest.length > 0 ? undefined : { slug, json: values.json };
  } catch {
    return undefined;
  }
}

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
