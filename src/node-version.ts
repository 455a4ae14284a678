import { t } from "#platform/i18n/i18n.ts";

const MIN_NODE = [22, 18] as const;

/** One sentence when this Node is too old for the program; undefined when it will do. */
export function oldNode(found = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = found.split(".").map(Number);
  const [leastMajor, leastMinor] = MIN_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return t("cli.oldNode", { needed: MIN_NODE.join("."), found });
}
