import { z } from "zod";
import { compareIds } from "#analysis/opinion-groups/names.ts";
import { t } from "#platform/i18n/i18n.ts";
import { FileProblem, wholeFile } from "./file-problem.ts";

const schema = z.record(z.string(), z.union([z.number(), z.string(), z.null()]));

/** Groups that somebody else gave to people. */
export interface Labels {
  /** Person of `participants` → group, −1 without one. */
  groupOf: Int32Array;
  /** Group → its name in the file, ascending. */
  names: string[];
}

/**
 * The groups of a JSON object `{"participant": group}`; null is no group. People without votes are in no matrix: they are left out, and
 * with them a group that has nobody else.
 * @throws FileProblem, TableProblem
 */
export async function readLabels(path: string, participants: readonly string[]): Promise<Labels> {
  const labels = parse((await wholeFile(path)).toString("utf8"), path);
  const given = participants.map((id) => (Object.hasOwn(labels, id) ? (labels[id] ?? null) : null));
  const groups = given.flatMap((group) => (group === null ? [] : [String(group)]));
  const names = [...new Set(groups)].sort(compareIds);
  const index = new Map(names.map((name, at) => [name, at]));
  const groupOf = Int32Array.from(given, (group) => (group === null ? -1 : (index.get(String(group)) ?? -1)));
  return { groupOf, names };
}

function parse(text: string, file: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    throw new FileProblem(t("groups.file.badLabels", { file }));
  }
}
