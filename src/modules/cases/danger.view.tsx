// The question that puts a request before the others, in every form that files one.
import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Checkboxes } from "#platform/views/choices.tsx";

export function DangerField({ form }: { form: FormState }): VNode {
  return (
    <Checkboxes
      id="priority"
      optional
      label={t("cases.file.what.danger")}
      values={form.values("priority")}
      options={[{ value: "yes", label: t("cases.file.what.dangerYes") }]}
    />
  );
}
