// The fields of every form that files a request: of who asks, of an official at the counter, and at the end of a chat.
import type { VNode } from "preact";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Checkboxes } from "#platform/views/choices.tsx";
import { Select } from "#platform/views/form.tsx";

interface FieldProps {
  form: FormState;
  entity: Entity;
}

interface PlaceProps extends FieldProps {
  /** What it is called: a question to who asks, a fact to an official. */
  label: string;
  hint?: string;
  asTitle?: boolean;
}

/** Where it is about: a place of the entity, or the whole of it. */
export function PlaceField({ form, entity, ...words }: PlaceProps): VNode {
  return (
    <Select
      id="territory"
      {...words}
      placeholder={t("common.choose")}
      value={form.value("territory")}
      error={form.error("territory")}
      options={[entity.root, ...entity.participationTerritories()].map(({ code, name }) => ({
        value: code,
        label: name,
      }))}
    />
  );
}

/** What it is about, as an official says it. */
export function SectorField({ form, entity }: FieldProps): VNode {
  return (
    <Select
      id="sector"
      optional
      label={t("cases.fact.sector")}
      placeholder={t("cases.file.about.other")}
      value={form.value("sector")}
      error={form.error("sector")}
      options={optionsOf(entity.sectors())}
    />
  );
}

/** What puts a request before the others. */
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
