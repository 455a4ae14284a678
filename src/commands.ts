// Finds the command that somebody asked for, runs it, and says what is wrong in one sentence.
import { join } from "node:path";
import { ConfigError, readConfig } from "#platform/config/config.ts";
import { readWords, UsageError } from "#platform/config/read-words.ts";
import { ROOT } from "#platform/config/root.ts";
import { backup } from "#platform/db/backup.ts";
import { DatabaseError } from "#platform/db/database-error.ts";
import { restore } from "#platform/db/restore.ts";
import { findServer, startServer } from "#platform/db/server.ts";
import { MODEL_FILE, TYPES_FILE, writeSchemaFiles } from "#platform/db/types.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { modules } from "./modules.ts";

const JSON_FLAG = "--json";
const OPTIONS = { json: { type: "boolean", default: false } } as const;

const databaseTypes: Command = {
  name: "db types",
  usage: "db types",
  summary: t("cli.types", { types: TYPES_FILE, model: MODEL_FILE }),
  run: async () => {
    await writeSchemaFiles(ROOT);
    return 0;
  },
};

const backupCommand: Command = {
  name: "backup",
  usage: t("cli.backup.usage"),
  summary: t("cli.backup.summary"),
  run: async (args, io) => {
    const { word: dir } = readWords(args, OPTIONS);
    await withDatabase(io, async (ownerUrl) => {
      const manifest = await backup(ownerUrl, dir);
      tell(io, args, { dir, tables: manifest.tables.length }, t("cli.backup.done", { n: manifest.tables.length, dir }));
    });
    return 0;
  },
};

const restoreCommand: Command = {
  name: "restore",
  usage: t("cli.restore.usage"),
  summary: t("cli.restore.summary"),
  run: async (args, io) => {
    const { word: dir } = readWords(args, OPTIONS);
    await withDatabase(io, async (ownerUrl) => {
      const manifest = await restore(ownerUrl, dir, { folder: join(ROOT, "migrations") });
      tell(
        io,
        args,
        { dir, tables: manifest.tables.length },
        t("cli.restore.done", { n: manifest.tables.length, dir }),
      );
    });
    return 0;
  },
};

/** The database of the settings: an external one, the one that the running program has open, or our own, started for this. */
async function withDatabase(io: CommandIo, work: (ownerUrl: string) => Promise<void>): Promise<void> {
  const config = readConfig(io.env);
  if (config.databaseUrl !== undefined) return work(config.databaseUrl);
  const running = await findServer(config.varDir);
  if (running !== undefined) return work(running.ownerUrl);
  const silent = { debug: () => undefined, info: () => undefined };
  const server = await startServer({ dir: config.varDir, log: silent });
  try {
    await work(server.ownerUrl);
  } finally {
    await server.stop();
  }
}

/** With `--json`, one object; else a sentence. */
function tell(io: CommandIo, args: readonly string[], object: Record<string, unknown>, sentence: string): void {
  io.stdout(`${args.includes(JSON_FLAG) ? JSON.stringify(object) : sentence}\n`);
}

export const commands: readonly Command[] = [
  ...modules.flatMap((module) => module.commands ?? []),
  backupCommand,
  restoreCommand,
  databaseTypes,
];

const HELP = new Set(["help", "--help", "-h"]);

/**
 * Runs a command line. With `--json` the output is one object and nothing else, also when the command is refused:
 * then it is `{"error": "…"}` with the sentence.
 * @returns its exit code: 0 done, 1 bad input, 2 done with rejected rows, 3 not allowed.
 */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const line = args.join(" ");
  if (args.length === 0 || HELP.has(line)) {
    io.stdout(help());
    return 0;
  }
  const command = commands.find((one) => line === one.name || line.startsWith(`${one.name} `));
  if (command === undefined) {
    const words = args.filter((arg) => !arg.startsWith("-"));
    const unknown = t("cli.unknown", { line: (words.length > 0 ? words : args).join(" ") });
    io.stderr(`${unknown}\n`);
    if (args.includes(JSON_FLAG)) io.stdout(`${JSON.stringify({ error: unknown })}\n`);
    return 1;
  }
  const said = { out: "", err: "" };
  const heard: CommandIo = {
    ...io,
    stdout: (text) => {
      said.out += text;
      io.stdout(text);
    },
    stderr: (text) => {
      said.err += text;
      io.stderr(text);
    },
  };
  const code = await attempt(command, args.slice(command.name.split(" ").length), heard);
  if (args.includes(JSON_FLAG) && said.out === "") io.stdout(`${JSON.stringify({ error: said.err.trim() })}\n`);
  return code;
}

async function attempt(command: Command, args: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError) io.stderr(`${t("cli.usage", { usage: command.usage })}\n`);
    else if (error instanceof ConfigError || error instanceof DatabaseError) io.stderr(`${error.message}\n`);
    else if (args.includes(JSON_FLAG)) {
      // Whoever reads the output with a program gets the object that was promised.
      const name = error instanceof Error ? error.name : typeof error;
      io.stderr(`${error instanceof Error ? error.stack : String(error)}\n`);
      io.stdout(`${JSON.stringify({ error: t("cli.unexpected", { name }) })}\n`);
    } else throw error;
    return 1;
  }
}

function help(): string {
  const list = commands.map((one) => `  sigesi ${one.usage}\n      ${one.summary}`).join("\n");
  return `${t("cli.commands")}\n${list}\n`;
}
