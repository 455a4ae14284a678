// Forms: one question per page when possible, labels above, what to do in the error, nothing required by colour alone.
import { randomBytes } from "node:crypto";
import type { ComponentChildren, VNode } from "preact";
import { ONCE } from "../http/once.ts";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { describedBy, type FieldBase, FieldShell, Suggestions } from "./field-shell.tsx";
import { frameValue } from "./frame-context.ts";
import { Anchor, Button } from "./link.tsx";

type Kids = { children?: ComponentChildren };

/**
 * A form. A POST form carries the token of the frame; where there is none the page may be cached for everybody, and a
 * token baked in it would be shared, so it throws. Send short public writes there through a page of their own.
 */
export function Form({
  action,
  method = "post",
  id,
  files,
  hidden,
  once,
  label,
  layout = "stack-l",
  children,
}: FormProps): VNode {
  const { csrf } = frameValue();
  if (method === "post" && !csrf) throw new Error(`POST form to ${action} in a page without token (a cached page?)`);
  return (
    <form
      id={id}
      class={FORM_LAYOUT[layout]}
      action={action}
      method={method}
      enctype={files ? "multipart/form-data" : undefined}
      aria-label={label}
      novalidate
    >
      {method === "post" && <input type="hidden" name="csrf" value={csrf} />}
      {once && <input type="hidden" name={ONCE} value={randomBytes(12).toString("base64url")} />}
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
type FormProps = Kids & {
  action: string;
  method?: "post" | "get";
  id?: string;
  /** The form sends files. */
  files?: boolean;
  /** Values that travel unseen: step, client key… */
  hidden?: Record<string, string>;
  /** It makes something: sent twice, it makes it once and leads to it. */
  once?: boolean;
  /** Accessible name when several forms share the page. */
  label?: string;
  layout?: keyof typeof FORM_LAYOUT;
};
const FORM_LAYOUT = {
  "stack-l": "stack stack--l",
  stack: "stack",
  "stack-s": "stack stack--s",
  grid: "grid",
  split: "page split split--form",
  card: "card card--flat card--grid",
  /** Short fields side by side with their button: filters of a list. */
  row: "fields",
  inline: "search",
  bare: undefined,
} as const;

/**
 * A picture that is a button: the form is sent with the place of the tap, as `name.x` and `name.y` in pixels. Its size does
 * not change with the screen, so that those pixels mean something.
 */
export function ImageButton(props: ImageButtonProps): VNode {
  const { name, src, alt, width, height, action } = props;
  return (
    <input
      class="picture-button"
      type="image"
      name={name}
      src={src}
      alt={alt}
      width={width}
      height={height}
      formaction={action}
    />
  );
}
type ImageButtonProps = { name: string; src: string; alt: string; width: number; height: number; action?: string };

/** One line of text. `suggestions` fills a datalist; `width` shows how much is expected. */
export function Field(field: FieldProps): VNode {
  const list = field.suggestions ? `${field.id}-l` : undefined;
  return (
    <FieldShell field={field}>
      <input
        class={cx("input", field.width && `input--${field.width}`, field.error && "input--error")}
        id={field.id}
        name={field.name ?? field.id}
        type={field.type ?? "text"}
        value={field.value}
        autocomplete={field.autocomplete}
        inputmode={field.inputMode}
        maxlength={field.maxLength}
        min={field.min}
        max={field.max}
        autofocus={field.focus}
        list={list}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field.hint !== undefined && `${field.id}-h`, field.error && `${field.id}-e`)}
      />
      {list && <Suggestions id={list} values={field.suggestions ?? []} />}
      {field.children}
    </FieldShell>
  );
}
type FieldProps = FieldBase &
  Kids & {
    /** `datetime-local` takes YYYY-MM-DDTHH:MM on the entity's clock. */
    type?: "text" | "email" | "tel" | "number" | "url" | "time" | "datetime-local" | "password";
    value?: string;
    autocomplete?: string;
    inputMode?: "text" | "numeric" | "decimal" | "tel" | "email";
    maxLength?: number;
    min?: string;
    max?: string;
    width?: "2" | "4" | "8";
    /** It takes the focus when the page opens: only where the whole page is for typing in it. */
    focus?: boolean;
    suggestions?: readonly string[];
  };

/** Two or three short fields side by side (opening and closing dates); one below the other on phones. */
export function FieldRow({ children }: Kids): VNode {
  return <div class="fields">{children}</div>;
}

/** Pick one of a list too long for radios. */
export function Select(field: SelectProps): VNode {
  return (
    <FieldShell field={field}>
      <select
        class={cx("input", field.error && "input--error")}
        id={field.id}
        name={field.name ?? field.id}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field.hint !== undefined && `${field.id}-h`, field.error && `${field.id}-e`)}
      >
        {field.placeholder && <option value="">{field.placeholder}</option>}
        {field.options.map((option) => (
          <option value={option.value} selected={option.value === field.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldShell>
  );
}
export type Option = { value: string; label: string };
type SelectProps = FieldBase & { options: readonly Option[]; value?: string; placeholder?: string };

/** A near date with the calendar of the device; value is YYYY-MM-DD. For remembered dates use DateField. */
export function NearDateField(field: NearDateProps): VNode {
  return (
    <FieldShell field={field}>
      <input
        class={cx("input input--10", field.error && "input--error")}
        type="date"
        id={field.id}
        name={field.name ?? field.id}
        value={field.value}
        min={field.min}
        max={field.max}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field.hint !== undefined && `${field.id}-h`, field.error && `${field.id}-e`)}
      />
    </FieldShell>
  );
}
type NearDateProps = FieldBase & { value?: string; min?: string; max?: string };

/** Files: works with the plain control of the browser; say how many, which and how big in the hint. */
export function FileField(field: FileProps): VNode {
  return (
    <FieldShell field={field}>
      <input
        class={cx("input input--file", field.error && "input--error")}
        type="file"
        id={field.id}
        name={field.name ?? field.id}
        accept={field.accept}
        multiple={field.multiple}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field.hint !== undefined && `${field.id}-h`, field.error && `${field.id}-e`)}
      />
    </FieldShell>
  );
}
type FileProps = FieldBase & { accept?: string; multiple?: boolean };

/** A search with its button; always GET. `quiet` when it is not the main thing of the page. */
export function SearchBox(box: SearchProps): VNode {
  const list = box.suggestions ? `${box.id}-l` : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is unknown to the browsers of old phones
    <form class="stack stack--s" action={box.action} role="search">
      <label class={box.labelHidden ? "hidden" : "label"} for={box.id}>
        {box.label}
      </label>
      <div class="search">
        <input
          class="input search__input"
          type="search"
          id={box.id}
          name={box.name ?? "q"}
          value={box.value}
          list={list}
          placeholder={box.example}
        />
        <Button kind={box.quiet ? "quiet" : "main"} icon="search">
          {box.button ?? t("views.form.search")}
        </Button>
      </div>
      {list && <Suggestions id={list} values={box.suggestions ?? []} />}
      {Object.entries(box.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </form>
  );
}
type SearchProps = {
  id: string;
  action: string;
  label: string;
  labelHidden?: boolean;
  name?: string;
  value?: string;
  button?: string;
  suggestions?: readonly string[];
  example?: string;
  quiet?: boolean;
  hidden?: Record<string, string>;
};

/** First thing in a page that came back with errors: links to each field. The page title begins with "Error:" (Frame `failed`). */
export function ErrorSummary({
  errors,
  title,
  focus = true,
}: {
  errors: readonly { field: string; text: string }[];
  title?: string;
  /** It takes the focus when the page opens; only the catalogue says no. */
  focus?: boolean;
}): VNode | null {
  if (errors.length === 0) return null;
  return (
    <div class="summary" role="alert" aria-labelledby="errores" tabindex={-1} autofocus={focus}>
      <h2 class="label label--summary" id="errores">
        {title ?? t("views.form.summary", { n: errors.length })}
      </h2>
      <ul>
        {errors.map((error) => (
          <li>
            {error.field === "" ? (
              <strong>{error.text}</strong>
            ) : (
              <Anchor class="summary__link" href={`#${error.field}`}>
                {error.text}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
