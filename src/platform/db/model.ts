// The description of the data for people, made from the comments of the tables.
import type { Column, Table } from "./catalog.ts";

/** Markdown with every table and column: what it holds, whose it is, personal data, how long it is kept. */
export function dataModelText(tables: readonly Table[]): string {
  const header =
    "# Data model\n\nGenerated from the comments of the database by `npm run db:types`. Do not edit: change the comment in a migration.\n";
  const index = tables.map(({ name }) => `- [${name}](#${name})`).join("\n");
  return `${header}\n${index}\n\n${tables.map(sectionText).join("\n")}`;
}

function sectionText({ name, kind, comment, columns }: Table): string {
  const title = `## ${name}\n\n${kind === "view" ? "View. " : ""}${cell(comment ?? "")}\n`;
  const rows = columns.map(
    (column) => `| ${column.name} | ${cell(typeText(column))} | ${cell(column.comment ?? "")} |`,
  );
  return `${title}\n| Column | Type | Meaning |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function typeText({ type, nullable, generated, reference, enumValues }: Column): string {
  const parts = [enumValues.length > 0 ? `${type} (${enumValues.join(", ")})` : type];
  if (nullable) parts.push("or null");
  if (generated === "always") parts.push("generated");
  if (reference !== null) parts.push(`→ ${reference}`);
  return parts.join(", ");
}

/** Keeps the text inside its cell. */
function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
}
