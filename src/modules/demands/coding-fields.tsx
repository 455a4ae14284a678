import type { VNode } from "preact";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Select } from "#platform/views/form.tsx";

/** Sector, right and group for needs that are coded together; what is left empty stays as it is in each. */
export function CodingFields({ form, entity }: { form: FormState; entity: Entity }): VNode {
  const field = (id: "sector" | "right" | "groups") => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <>
      <Select
        {...field("sector")}
        optional
        label={t("demands.join.sector")}
        placeholder={t("demands.join.same")}
        options={optionsOf(entity.sectors())}
      />
      <Select
        {...field("right")}
        optional
        label={t("demands.join.right")}
        placeholder={t("demands.join.same")}
        options={optionsOf(entity.rights())}
      />
      <Select
        {...field("groups")}
        optional
        label={t("demands.join.group")}
        placeholder={t("demands.join.same")}
        options={optionsOf(entity.populationGroups())}
      />
    </>
  );
}
