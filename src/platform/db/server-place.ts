// Where the data and the socket of the built-in server are, so that the account of the server can reach both and
// nobody else can reach either.
import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, mkdtemp, readlink, realpath, rm, rmdir, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode, errorText } from "./database-error.ts";
import { makeFolder } from "./make-folder.ts";
import { type Account, canWrite, chooseAccount } from "./server-account.ts";
import { SHARED_FOLDER } from "./server-binaries.ts";

/** A unix socket's path holds at most 107 bytes on Linux, 103 elsewhere. */
const SOCKET_PATH_LIMIT = 103;
const SOCKET_NAME = "/.s.PGSQL.5432";

/** The real place of a server's data, with the account that owns it. */
export interface Place {
  data: string;
  account: Account;
}

/**
 * Finds or makes the place for the data under `dir`. `dir/postgres` is the data itself, or a link to it when the
 * account of the server cannot enter `dir`.
 * @throws DatabaseError when there is no place that the account can reach.
 */
export async function preparePlace(dir: string, log: (line: string) => void): Promise<Place> {
  await makeFolder(dir);
  const name = join(await realpath(dir), "postgres");
  const there = await lstat(name).catch(() => undefined);
  const data = there?.isSymbolicLink() ? resolve(dirname(name), await readlink(name)) : name;
  const account = await chooseAccount(data);
  if (account.uid === undefined) {
    await checkOwner(data);
    return { data, account };
  }
  if (there?.isSymbolicLink()) await checkTarget(name, data);
  await makeFor(account, data);
  if (canWrite(account, data)) return { data, account };
  // Only an empty folder, just made, moves: data that exists is never carried from one place to another.
  await rmdir(name).catch(() => {
    throw new DatabaseError(t("database.cannotEnter", { account: account.name, data }));
  });
  return { data: await moveOut(name, account, log), account };
}

/** An empty database must not take the place of one that went away with its folder. */
async function checkTarget(name: string, data: string): Promise<void> {
  if ((await lstat(data).catch(() => undefined)) !== undefined) return;
  throw new DatabaseError(t("database.gone", { data, name }));
}

async function checkOwner(data: string): Promise<void> {
  const there = await lstat(data).catch((error) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw new DatabaseError(t("database.unreachable", { data, reason: errorText(error) }));
  });
  if (there !== undefined && there.uid !== process.getuid?.()) {
    throw new DatabaseError(t("database.otherUser", { data }));
  }
}

/** Puts the data outside of `dir`, in a folder named after it, and leaves a link. */
async function moveOut(name: string, account: Account, log: (line: string) => void): Promise<string> {
  const data = join(SHARED_FOLDER, shortHash(name), "postgres");
  try {
    await mkdir(dirname(data), { recursive: true });
    await chmod(SHARED_FOLDER, 0o755);
    await chmod(dirname(data), 0o755);
    await makeFor(account, data);
    await symlink(data, name);
  } catch (error) {
    throw new DatabaseError(
      t("database.noPlace", { account: account.name, folder: dirname(name), data, reason: errorText(error) }),
    );
  }
  if (!canWrite(account, data)) {
    throw new DatabaseError(t("database.cannotEnterNew", { account: account.name, data }));
  }
  log(`The database is kept in ${data}, because the account ${account.name} cannot enter ${dirname(name)}.`);
  return data;
}

async function makeFor(account: Account, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700, recursive: true });
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
}

/**
 * A folder for the socket, which only the account of the server (and root) can enter: the data folder itself, or a short one in
 * the temporary folder when its path is too long for a socket.
 */
export async function prepareSocketFolder({ data, account }: Place): Promise<string> {
  if (Buffer.byteLength(data + SOCKET_NAME) <= SOCKET_PATH_LIMIT) return data;
  const folder = shortSocketFolder(data);
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const there = await lstat(folder);
  const ours = there.uid === process.getuid?.() || there.uid === account.uid;
  // The temporary folder is everyone's: a name that someone else took first is not trusted.
  const safe = there.isDirectory() && ours && (there.mode & 0o077) === 0;
  const chosen = safe ? folder : await mkdtemp(`${folder}-`);
  if (account.uid !== undefined && account.gid !== undefined) await chown(chosen, account.uid, account.gid);
  return chosen;
}

function shortSocketFolder(data: string): string {
  const base = Buffer.byteLength(tmpdir()) > 60 ? "/tmp" : tmpdir();
  return join(base, `sigesi-${shortHash(data)}`);
}

/** Twelve hexadecimal digits that stand for a path. */
export function shortHash(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 12);
}

/** Makes a new temporary folder whose server needs no place elsewhere: the account of the server can enter it. */
export async function makeThrowawayFolder(prefix: string, base: string = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(base, prefix));
  await chmod(folder, 0o711);
  return folder;
}

/** Removes `dir` with the data of its server, wherever it is. The server must be stopped. */
export async function removeServerFolder(dir: string): Promise<void> {
  const data = await realpath(join(dir, "postgres")).catch(() => undefined);
  if (data !== undefined) await rmdir(shortSocketFolder(data)).catch(() => undefined);
  if (data?.startsWith(`${SHARED_FOLDER}/`)) await rm(dirname(data), { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true });
}
