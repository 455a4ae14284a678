// Compiles messages/{es,en}/*.json (ICU message format) into one typed catalogue, and fails when a language lacks
// a key or uses other parameters: a missing text is a build error, never an empty page.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

const LOCALES = ["es", "en"];

export function compileMessages(root) {
  const catalogs = Object.fromEntries(LOCALES.map((locale) => [locale, readLocale(root, locale)]));
  const problems = [];
  const keys = Object.keys(catalogs.es).sort();
  const types = keys.map((key) => {
    const params = parametersOf(catalogs.es[key], key);
    for (const locale of LOCALES) {
      const text = catalogs[locale][key];
      if (text === undefined) problems.push(`${locale}: missing "${key}"`);
      else if (names(parametersOf(text, key)) !== names(params))
        problems.push(`${locale}: "${key}" uses other parameters than es`);
    }
    const fields = [...params].map(([name, type]) => `${JSON.stringify(name)}: ${type}`);
    return `  ${JSON.stringify(key)}: ${fields.length > 0 ? `{ ${fields.join("; ")} }` : "Record<never, never>"};`;
  });
  for (const locale of LOCALES) {
    for (const key of Object.keys(catalogs[locale])) if (!(key in catalogs.es)) problems.push(`es: missing "${key}"`);
  }
  if (problems.length > 0) throw new Error(`Texts do not match:\n  ${problems.join("\n  ")}`);
  const out = `// Generated from messages/ by scripts/messages.mjs. Do not edit.
export type Messages = {
${types.join("\n")}
};
export const catalogs: Record<${LOCALES.map((l) => JSON.stringify(l)).join(" | ")}, Record<string, string>> = ${JSON.stringify(catalogs, null, 1)};
`;
  const file = join(root, "src/platform/i18n/catalog.generated.ts");
  if (!existsSync(file) || readFileSync(file, "utf8") !== out) writeFileSync(file, out);
}

/** One flat record "module.key" → text from messages/{locale}/*.json; nested objects join with dots. */
function readLocale(root, locale) {
  const folder = join(root, "messages", locale);
  const flat = {};
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    flatten(file.replace(".json", ""), JSON.parse(readFileSync(join(folder, file), "utf8")), flat);
  }
  return flat;
}

function flatten(prefix, value, out) {
  if (typeof value === "string") out[prefix] = value;
  else for (const [key, inner] of Object.entries(value)) flatten(`${prefix}.${key}`, inner, out);
}

/** Parameter name → TypeScript type, read from the parsed ICU message. */
function parametersOf(text, key) {
  const params = new Map();
  const walk = (elements) => {
    for (const element of elements) {
      if (element.type === TYPE.argument) params.set(element.value, params.get(element.value) ?? "string | number");
      if (element.type === TYPE.number || element.type === TYPE.plural) params.set(element.value, "number");
      if (element.type === TYPE.select) params.set(element.value, "string");
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  try {
    walk(parse(text, { ignoreTag: true }));
  } catch (error) {
    throw new Error(`Text "${key}" is not valid ICU message format: ${error.message}`);
  }
  return new Map([...params].sort(([a], [b]) => a.localeCompare(b)));
}

function names(params) {
  return [...params.keys()].join(",");
}
