// What a backup says of itself.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { t } from "../i18n/i18n.ts";
import { DatabaseError } from "./database-error.ts";

export const MANIFEST_FILE = "manifest.json";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const tableFile = z.object({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)),
  // A plain name: a manifest must not lead to files outside of its folder.
  file: z.string().regex(/^[^/\\]+\.csv\.gz$/),
  rows: z.number().int().nonnegative(),
  sha256,
});
const sequenceState = z.object({ name: z.string().min(1), value: z.string().regex(/^-?\d+$/), called: z.boolean() });
const manifestShape = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256 })).min(1),
  tables: z.array(tableFile),
  sequences: z.array(sequenceState),
});

export type TableFile = z.infer<typeof tableFile>;
export type SequenceState = z.infer<typeof sequenceState>;
/** Written beside the files: the schema they belong to, and how many rows and which SHA-256 each has. */
export type Manifest = z.infer<typeof manifestShape>;

/**
 * Reads the manifest of `dir` and checks every file against it, before anything is touched.
 * @throws DatabaseError when it is not a whole backup.
 */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, MANIFEST_FILE), "utf8").catch(() => {
    throw new DatabaseError(t("database.noManifest", { dir, file: MANIFEST_FILE }));
  });
  const manifest = manifestShape.safeParse(parseJson(text)).data;
  if (manifest === undefined)
    throw new DatabaseError(t("database.damagedManifest", { file: join(dir, MANIFEST_FILE) }));
  for (const { file, sha256: expected } of manifest.tables) {
    if ((await hashOf(join(dir, file))) !== expected) {
      throw new DatabaseError(t("database.changedFile", { file: join(dir, file) }));
    }
  }
  return manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}
