// Reads the file of a computation: JSON whose every mistake is one sentence that says where it is.
import { readFile } from "node:fs/promises";
import type { z } from "zod";
import type { IndexProblem } from "#analysis/indices/index-problem.ts";
import { t } from "#platform/i18n/i18n.ts";

/** A file that cannot be used: its message is the sentence that people read. */
export class FileProblem extends Error {}

/** What a JSON file holds, checked. Fields that nobody asks for are not looked at. @throws FileProblem */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new FileProblem(t("tabular.unreadable", { name: file }));
  });
  const parsed = schema.safeParse(parseJson(text, file), { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = (issue?.path ?? []).reduce<string>((path, step) => path + stepText(step, path === ""), "");
  const missing = issue?.code === "invalid_type" && issue.input === undefined;
  if (where === "") throw new FileProblem(t("indices.notThat", { file }));
  throw new FileProblem(t(missing ? "indices.missing" : "indices.wrong", { file, where }));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new FileProblem(t("indices.notJson", { file }));
  }
}

function stepText(step: PropertyKey, first: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  return first ? String(step) : `.${String(step)}`;
}

/** The sentence for what no formula can take. `at` is the row or the case, as the file spells it. */
export function describeIndexProblem({ code, where }: IndexProblem, file: string, at: string): string {
  return t(`indices.problem.${code}`, { file, where: `${at}.${where}` });
}
