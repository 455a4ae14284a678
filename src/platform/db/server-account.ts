// PostgreSQL refuses to run as root. Started by root, our server runs as another account that already exists; started
// by anyone else, it runs as that person. No account of the system is ever created.
import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { t } from "../i18n/i18n.ts";
import { DatabaseError } from "./database-error.ts";

/** Whom the server runs as: undefined ids mean "as we do". */
export interface Account {
  name: string;
  uid?: number;
  gid?: number;
}

const PREFERRED = ["postgres", "nobody", "daemon"];

/**
 * Chooses the account for a server whose data is (or will be) in `data`. The owner of existing data stays its owner.
 * @throws DatabaseError when root has no other account to use.
 */
export async function chooseAccount(data: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: "this user" };
  const account = await accountForRoot(data);
  // Root of a container may be root in name only; this throws when it cannot become anyone else.
  run(account, "/bin/sh", ["-c", "exit 0"]);
  return account;
}

async function accountForRoot(data: string): Promise<Account> {
  const accounts = parsePasswd(await readFile("/etc/passwd", "utf8"));
  const owner = await stat(data).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) {
    const known = accounts.find((account) => account.uid === owner.uid);
    return { name: known?.name ?? String(owner.uid), uid: owner.uid, gid: owner.gid };
  }
  const account = PREFERRED.map((name) => accounts.find((a) => a.name === name && a.uid !== 0)).find(Boolean);
  if (account !== undefined) return account;
  throw new DatabaseError(t("database.noAccount", { accounts: PREFERRED.join(", ") }));
}

/** The accounts of a passwd file, in its order. */
export function parsePasswd(text: string): Required<Account>[] {
  return text
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4 && fields[0] !== "")
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** True when the account can enter `folder` and write in it, through every folder above. Asked of the system itself. */
export function canWrite(account: Account, folder: string): boolean {
  return run(account, "/bin/sh", ["-c", 'cd -P -- "$0" && test -w .', folder]).status === 0;
}

/** True when the account can run the program `file` with its libraries. */
export function canRun(account: Account, file: string): boolean {
  return run(account, file, ["--version"]).status === 0;
}

function run(account: Account, file: string, args: string[]) {
  const result = spawnSync(file, args, {
    uid: account.uid,
    gid: account.gid,
    cwd: "/",
    env: CHILD_ENV,
    stdio: "ignore",
  });
  const code = result.error !== undefined && "code" in result.error ? result.error.code : undefined;
  if (account.uid !== undefined && (code === "EPERM" || code === "EINVAL")) {
    throw new DatabaseError(t("database.mayNotBecome", { account: account.name }));
  }
  return result;
}

/** The environment of the server: none of ours, so that no PG* variable or language of the person changes how it runs. */
export const CHILD_ENV: Record<string, string> = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
