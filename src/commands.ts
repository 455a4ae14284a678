// Finds the command that somebody asked for, runs it, and says what is wrong in one sentence.
import { join } from "node:path";
import { ConfigError, readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { backup } from "#platform/db/backup.ts";
import { DatabaseError } from "#platform/db/database-error.ts";
import { restore } from "#platform/db/restore.ts";
import { findServer, startServer } from "#platform/db/server.ts";
import { MODEL_FILE, TYPES_FILE, writeSchemaFiles } from "#platform/db/types.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { modules } from "./modules.ts";

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
  usage: "backup DIR",
  summary: t("cli.backup.summary"),
  run: async ([dir], io) => {
    if (dir === undefined) return usage(backupCommand, io);
    await withDatabase(io, async (ownerUrl) => {
      const manifest = await backup(ownerUrl, dir);
      io.stdout(`${t("cli.backup.done", { n: manifest.tables.length, dir })}\n`);
    });
    return 0;
  },
};

const restoreCommand: Command = {
  name: "restore",
  usage: "restore DIR",
  summary: t("cli.restore.summary"),
  run: async ([dir], io) => {
    if (dir === undefined) return usage(restoreCommand, io);
    await withDatabase(io, async (ownerUrl) => {
      const manifest = await restore(ownerUrl, dir, { folder: join(ROOT, "migrations") });
      io.stdout(`${t("cli.restore.done", { n: manifest.tables.length, dir })}\n`);
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

function usage(command: Command, io: CommandIo): number {
  io.stderr(`${t("cli.usage", { usage: command.usage })}\n`);
  return 1;
}

export const commands: readonly Command[] = [
  ...modules.flatMap((module) => module.commands ?? []),
  backupCommand,
  restoreCommand,
  databaseTypes,
];

/** Runs a command line. @returns its exit code: 0 done, 1 bad input, 2 done with rejected rows, 3 not allowed. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const line = args.join(" ");
  const command = commands.find((one) => line === one.name || line.startsWith(`${one.name} `));
  if (command === undefined) {
    const list = commands.map((one) => `  sigesi ${one.usage.padEnd(60)} ${one.summary}`).join("\n");
    io.stderr(`${args.length === 0 ? "" : `${t("cli.unknown", { line })}\n`}${t("cli.commands")}\n${list}\n`);
    return args.length === 0 ? 0 : 1;
  }
  try {
    return await command.run(args.slice(command.name.split(" ").length), io);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof DatabaseError)) throw error;
    io.stderr(`${error.message}\n`);
    return 1;
  }
}
