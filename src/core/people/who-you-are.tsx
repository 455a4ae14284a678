// The fields in which somebody says who they are: wherever they are asked, they are the same.
import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Field } from "#platform/views/form.tsx";

export function OwnName({ form }: { form: FormState }): VNode {
  return (
    <Field
      id="name"
      label={t("people.name.label")}
      hint={t("people.name.hint")}
      autocomplete="name"
      value={form.value("name")}
      error={form.error("name")}
    />
  );
}

/** `hint`: what the address is asked for here. */
export function OwnEmail({ form, hint }: { form: FormState; hint: string }): VNode {
  return (
    <Field
      id="email"
      type="email"
      autocomplete="email"
      inputMode="email"
      label={t("people.email.label")}
      hint={hint}
      value={form.value("email")}
      error={form.error("email")}
    />
  );
}
