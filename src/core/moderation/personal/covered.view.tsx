import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { Said } from "#platform/views/text.tsx";

/** What would be public, with what says who somebody is covered, and the choice. */
export function Covered({ form, covered }: { form: FormState; covered: string }): VNode {
  return (
    <Notice tone="warn" title={t("moderation.personal.title")}>
      <p>{t("moderation.personal.lead")}</p>
      <Said>{covered}</Said>
      <Radios
        id="cover"
        label={t("moderation.personal.choose")}
        value={form.value("cover") || "yes"}
        options={[
          { value: "yes", label: t("moderation.personal.yes") },
          { value: "no", label: t("moderation.personal.no"), more: t("moderation.personal.noMore") },
        ]}
      />
    </Notice>
  );
}
