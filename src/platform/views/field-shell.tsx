// What every field has in common: label, hint, error, and how they are tied to the control.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";

type Kids = { children?: ComponentChildren };

/** What every field has. `error` says what to do ("Escribe el día"), never "inválido". Required is the norm, `optional` is marked. */
export type FieldBase = {
  id: string;
  label: ComponentChildren;
  /** Defaults to id. */
  name?: string;
  hint?: ComponentChildren;
  error?: string;
  optional?: boolean;
  /** The label is the title of the page (one question per page). */
  asTitle?: boolean;
};

export function describedBy(...ids: (string | false | undefined | 0 | "")[]): string | undefined {
  return ids.filter(Boolean).join(" ") || undefined;
}

/** Label, hint and error in the order of every field. Also for composing other fields of this folder. */
export function FieldShell({ field, children }: { field: FieldBase } & Kids): VNode {
  const label = (
    <label class={field.asTitle ? undefined : "label"} for={field.id}>
      {field.label}
      {field.optional && <OptionalMark />}
    </label>
  );
  return (
    <div class={cx("field", field.error && "field--error")}>
      {field.asTitle ? <h1>{label}</h1> : label}
      {field.hint && (
        <p class="hint" id={`${field.id}-h`}>
          {field.hint}
        </p>
      )}
      <FieldError id={field.id} error={field.error} />
      {children}
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error?: string }): VNode | null {
  if (!error) return null;
  return (
    <p class="wrong" id={`${id}-e`}>
      <span class="hidden">{t("views.form.error")} </span>
      {error}
    </p>
  );
}

export function OptionalMark(): VNode {
  return <span class="soft"> {t("views.form.optional")}</span>;
}

export function Suggestions({ id, values }: { id: string; values: readonly string[] }): VNode {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option value={value} />
      ))}
    </datalist>
  );
}
