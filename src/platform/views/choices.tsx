// Radios, checkboxes, remembered dates and long text.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { describedBy, type FieldBase, FieldError, FieldShell, OptionalMark } from "./field-shell.tsx";
import { Island } from "./island.tsx";

/** `more` explains the choice below its name. */
export type Choice = { value: string; label: ComponentChildren; more?: ComponentChildren };

/** Pick one. `row` sets short choices side by side. */
export function Radios(field: FieldBase & { options: readonly Choice[]; value?: string; row?: boolean }): VNode {
  return <ChoiceSet field={field} type="radio" chosen={field.value === undefined ? [] : [field.value]} />;
}

/** Pick any number; a single checkbox is a list of one. */
export function Checkboxes(
  field: FieldBase & { options: readonly Choice[]; values?: readonly string[]; row?: boolean },
): VNode {
  return <ChoiceSet field={field} type="checkbox" chosen={field.values ?? []} />;
}

type ChoiceSetProps = {
  field: FieldBase & { options: readonly Choice[]; row?: boolean };
  type: "radio" | "checkbox";
  chosen: readonly string[];
};

function ChoiceSet({ field, type, chosen }: ChoiceSetProps): VNode {
  return (
    <FieldSet field={field}>
      <div class={cx("choices", field.row && "choices--row")}>
        {field.options.map((option, index) => {
          // The first one takes the bare id: the error summary points there.
          const id = index === 0 ? field.id : `${field.id}-${index}`;
          return (
            <div class="choice">
              <input
                class={cx("choice__input", field.row && "choice__input--row")}
                type={type}
                id={id}
                name={field.name ?? field.id}
                value={option.value}
                checked={chosen.includes(option.value)}
              />
              <label class={cx("choice__label", field.row && "choice__label--row")} for={id}>
                {option.more ? (
                  <>
                    <span class="choice__name">{option.label}</span>
                    <span class="choice__more">{option.more}</span>
                  </>
                ) : (
                  option.label
                )}
              </label>
            </div>
          );
        })}
      </div>
    </FieldSet>
  );
}

/** A group of controls under one question. The line of an error hangs from a box outside: a fieldset starts at the middle of its legend. */
function FieldSet({ field, children }: { field: FieldBase; children: ComponentChildren }): VNode {
  return (
    <div class={cx("field", field.error && "field--error")}>
      <fieldset
        class="field__set"
        aria-describedby={describedBy(field.hint !== undefined && `${field.id}-h`, field.error && `${field.id}-e`)}
      >
        <Legend field={field} />
        {field.hint && (
          <p class="hint" id={`${field.id}-h`}>
            {field.hint}
          </p>
        )}
        <FieldError id={field.id} error={field.error} />
        {children}
      </fieldset>
    </div>
  );
}

function Legend({ field }: { field: FieldBase }): VNode {
  const words = (
    <>
      {field.label}
      {field.optional && <OptionalMark />}
    </>
  );
  return field.asTitle ? (
    <legend class="label--legend">
      <h1>{words}</h1>
    </legend>
  ) : (
    <legend class="label label--legend">{words}</legend>
  );
}

export type DateParts = { day?: string; month?: string; year?: string };

/** A remembered date in three fields: `name_day`, `name_month`, `name_year`. `wrong` marks the parts to correct. */
export function DateField(field: FieldBase & { value?: DateParts; wrong?: readonly (keyof DateParts)[] }): VNode {
  const name = field.name ?? field.id;
  const wrong = field.error ? (field.wrong ?? ["day", "month", "year"]) : [];
  return (
    <FieldSet field={field}>
      <div class="dates">
        {(["day", "month", "year"] as const).map((part) => {
          // The summary links to the first wrong part, else to the day.
          const id = part === (wrong[0] ?? "day") ? field.id : `${field.id}-${part}`;
          return (
            <div class="dates__part">
              <label for={id}>{t(`views.form.${part}`)}</label>
              <input
                class={cx("input", part === "year" ? "input--4" : "input--2", wrong.includes(part) && "input--error")}
                id={id}
                name={`${name}_${part}`}
                type="text"
                inputmode="numeric"
                autocomplete="off"
                value={field.value?.[part]}
                aria-invalid={wrong.includes(part) ? true : undefined}
              />
            </div>
          );
        })}
      </div>
    </FieldSet>
  );
}

/** `draft` is the key under which the island keeps what was typed on this device until it is sent. */
export type TextAreaProps = FieldBase & {
  value?: string;
  rows?: number;
  maxLength?: number;
  draft?: string;
  children?: ComponentChildren;
};

/** Long text with its limit said; the island counts what is left and keeps a draft. */
export function TextArea(field: TextAreaProps): VNode {
  const counted = field.maxLength !== undefined;
  const area = (
    <textarea
      class={cx("input", (field.rows ?? 5) > 3 && "input--area", field.error && "input--error")}
      id={field.id}
      name={field.name ?? field.id}
      rows={field.rows ?? 5}
      maxlength={field.maxLength}
      aria-invalid={field.error ? true : undefined}
      aria-describedby={describedBy(
        field.hint !== undefined && `${field.id}-h`,
        field.error && `${field.id}-e`,
        counted && `${field.id}-c`,
      )}
    >
      {field.value}
    </textarea>
  );
  const count = counted && (
    <p class="fine" id={`${field.id}-c`}>
      {t("views.form.limit", { n: field.maxLength ?? 0 })}
    </p>
  );
  const data = {
    left: t("views.form.left", { n: "%" }),
    full: t("views.form.full"),
    saved: t("views.form.saved"),
    draft: field.draft,
  };
  return (
    <FieldShell field={field}>
      {counted || field.draft ? (
        <Island tag="plaza-text" look="field" data={data}>
          {area}
          {count}
          {field.draft && (
            <button type="button" class="button button--quiet button--small" hidden>
              {t("views.form.forget")}
            </button>
          )}
        </Island>
      ) : (
        area
      )}
      {field.children}
    </FieldShell>
  );
}
