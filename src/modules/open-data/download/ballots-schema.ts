import { t } from "#platform/i18n/i18n.ts";

/** The dictionary of the published ballots: a line for each choice, without time nor person. */
export function ballotsSchema() {
  return {
    fields: [
      { name: "ballot", type: "string", description: t("data.column.ballot"), constraints: { required: true } },
      { name: "territory", type: "string", description: t("data.column.territory"), constraints: { required: true } },
      { name: "initiative", type: "string", description: t("data.column.initiative"), constraints: { required: true } },
    ],
    primaryKey: ["ballot", "initiative"],
    missingValues: [""],
  };
}
