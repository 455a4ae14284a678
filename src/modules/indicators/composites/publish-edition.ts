// What makes an index and what publishes its edition, which nobody can change afterwards.
import { slugify } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { INDICATORS_TAG } from "../approve/approve-load.ts";
import { editionFile } from "./compose.ts";
import type { CompositeRow, EditionContent, Method } from "./composites.sql.ts";

const CODE_LETTERS = 80;
/** An order of fewer places or measures than these is none. */
const LEAST_PLACES = 3;
const LEAST_MEASURES = 2;

/** Begins an index with nothing in it. @returns its code. @throws Problem 409 when another has its name. */
export async function beginComposite(
  tx: WriteTx,
  { name, purpose, year, by, now }: { name: string; purpose: string; year: number; by: number; now: Date },
): Promise<string> {
  const code = slugify(name).slice(0, CODE_LETTERS).replace(/-+$/, "");
  const taken = await tx.selectFrom("composites").select("id").where("code", "=", code).executeTakeFirst();
  if (code === "" || taken !== undefined) throw new Problem(409, "indicators.composite.nameTaken", { field: "name" });
  const method: Method = { year, aggregation: "arithmetic", gaps: "exclude", measures: [] };
  await tx
    .insertInto("composites")
    .values({
      code,
      name,
      purpose,
      method: JSON.stringify(method),
      made_by: by,
      made_at: now,
      changed_by: by,
      changed_at: now,
    })
    .execute();
  return code;
}

export interface Publication {
  composite: CompositeRow;
  year: number;
  content: EditionContent;
  note: string;
  by: number;
  now: Date;
}

/** Why what would be published is not an index yet; undefined when it is. */
export function faultOf({ measures, places }: EditionContent): "fewMeasures" | "fewPlaces" | undefined {
  if (measures.length < LEAST_MEASURES) return "fewMeasures";
  return places.length < LEAST_PLACES ? "fewPlaces" : undefined;
}

/** SHA-256 of the file of an edition: what the public log holds, and what tells an edition from another. */
export const editionHash = (content: EditionContent): string => digest(editionFile(content)).toString("hex");

/** Publishes the next edition. @throws Problem 409 when it is not an index yet, or somebody else published it meanwhile. */
export async function publishEdition(
  tx: WriteTx,
  { composite, year, content, note, by, now }: Publication,
): Promise<number> {
  const fault = faultOf(content);
  if (fault !== undefined) throw new Problem(409, `indicators.composite.${fault}`);
  // One at a time: the number, and the draws that come of it, are of this edition alone.
  await tx.selectFrom("composites").select("id").where("id", "=", composite.id).forUpdate().execute();
  const number = composite.editions + 1;
  const there = await tx
    .selectFrom("composite_editions")
    .select("number")
    .where("composite_id", "=", composite.id)
    .where("number", ">=", number)
    .executeTakeFirst();
  if (there !== undefined) throw new Problem(409, "indicators.composite.publishedMeanwhile");
  await tx
    .insertInto("composite_editions")
    .values({
      composite_id: composite.id,
      number,
      year,
      content: JSON.stringify(content),
      note,
      published_by: by,
      published_at: now,
    })
    .execute();
  const sha256 = editionHash(content);
  await record(tx, { kind: "index.published", at: now, content: { index: composite.code, edition: number, sha256 } });
  await touch(tx, [INDICATORS_TAG]);
  return number;
}
