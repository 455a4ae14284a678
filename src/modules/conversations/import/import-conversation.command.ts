// `sigesi import conversation FOLDER --process P`.
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { findProcess } from "#modules/processes/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readWords, UsageError } from "#platform/config/read-words.ts";
import { languageCode, t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { sentenceOf } from "../groups/file-problem.ts";
import { importConversation } from "./import-conversation.ts";
import { readFolder } from "./read-folder.ts";

const OPTIONS = {
  process: { type: "string" },
  language: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export interface ImportAsked {
  folder: string;
  process: string;
  /** In which statements are written, where the files do not say it; without it, the one in which the entity writes. */
  language?: string;
  json: boolean;
  now: Date;
}

/** Loads a conversation that was held with Polis, from the files that it exports. */
export const importConversationCommand: Command = {
  name: "import conversation",
  usage: t("groups.import.usage"),
  summary: t("groups.import.summary"),
  run: async (args, io) => {
    const { word: folder, values } = readWords(args, OPTIONS);
    if (values.process === undefined) throw new UsageError();
    const language = values.language === undefined ? undefined : languageCode(values.language);
    if (values.language !== undefined && language === undefined) {
      io.stderr(`${t("groups.import.badLanguage")}\n`);
      return 1;
    }
    const asked = {
      folder,
      process: values.process,
      ...(language !== undefined && { language }),
      json: values.json,
      now: systemClock.now(),
    };
    return withEntityDatabase(io.env, asked.now, (opened) => runImportConversation(asked, io, opened));
  },
};

/** Imports into an open database. @returns 0, or 1 with one sentence in stderr and nothing written. */
export async function runImportConversation(
  { folder, process: slug, language, json, now }: ImportAsked,
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const process = await findProcess(db.read, slug);
  if (process === undefined) {
    io.stderr(`${t("tabular.import.noProcess", { name: slug })}\n`);
    return 1;
  }
  try {
    const done = await importConversation(db, await readFolder(folder), { entity, process, language, now });
    const loaded = done.repeated ? 0 : done.votes;
    const told = {
      process: slug,
      conversation: done.slug,
      people: done.people,
      statements: done.statements,
      read: done.votes,
      loaded,
      repeated: done.votes - loaded,
    };
    io.stdout(
      json
        ? `${JSON.stringify(told)}\n`
        : `${t(done.repeated ? "groups.import.again" : "groups.import.done", {
            people: done.people,
            statements: done.statements,
            votes: done.votes,
            path: `/conversaciones/${done.slug}/resultados`,
          })}\n`,
    );
    return 0;
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return 1;
  }
}
