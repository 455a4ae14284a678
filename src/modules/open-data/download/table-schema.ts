// The dictionary of a dataset as a Frictionless Table Schema.
import { translate } from "#platform/i18n/i18n.ts";
import type { Dataset, DatasetColumn } from "#platform/module.ts";

const TYPES: Record<DatasetColumn["type"], string> = {
  text: "string",
  code: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
};

export function tableSchema(dataset: Pick<Dataset, "columns" | "key">) {
  return {
    fields: dataset.columns.map((column) => ({
      name: column.name,
      type: TYPES[column.type],
      description: translate(column.about),
      ...constraintsOf(column),
    })),
    primaryKey: [...dataset.key],
    missingValues: [""],
  };
}

function constraintsOf({ required, values }: DatasetColumn) {
  const constraints = { ...(required && { required }), ...(values && { enum: [...values] }) };
  return Object.keys(constraints).length === 0 ? {} : { constraints };
}
