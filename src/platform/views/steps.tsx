// Where we are in something that has an order: phases, pages of a form, things to do.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { Tag, type TagTone } from "./content.tsx";
import { Anchor } from "./link.tsx";

export type Step = { name: string; when?: ComponentChildren; state: "done" | "now" | "todo"; href?: string };

/** Phases in order: a column on phones, a line on wide screens (up to five). */
export function StepTracker({ steps, line = true }: { steps: readonly Step[]; line?: boolean }): VNode {
  return (
    <ol class={cx("track", line && "track--line")}>
      {steps.map((step, index) => (
        <li
          class={cx("track__step", line && "track__step--line", step.state !== "todo" && `track__step--${step.state}`)}
          data-n={index + 1}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span class="track__name">
            {step.href ? <Anchor href={step.href}>{step.name}</Anchor> : step.name}
            {step.state === "done" && <span class="hidden"> {t("views.steps.done")}</span>}
            {step.state === "now" && (
              <>
                {" "}
                <Tag tone="warn">{t("views.steps.here")}</Tag>
              </>
            )}
          </span>
          {step.when && <span class="track__when">{step.when}</span>}
        </li>
      ))}
    </ol>
  );
}

/** "Paso 2 de 4" above the question. */
export function StepCount({ at, of }: { at: number; of: number }): VNode {
  return <p class="over">{t("views.steps.count", { at, of })}</p>;
}

export type Task = { text: string; href?: string; hint?: ComponentChildren; state: string; tone?: TagTone };

/** Things to do with the state of each one. */
export function TaskList({ tasks }: { tasks: readonly Task[] }): VNode {
  return (
    <ul class="items">
      {tasks.map((task) => (
        <li class="item item--task">
          <div class="stack stack--xs">
            {task.href ? <Anchor href={task.href}>{task.text}</Anchor> : <span>{task.text}</span>}
            {task.hint && <p class="small soft">{task.hint}</p>}
          </div>
          <p>
            <Tag tone={task.tone}>{task.state}</Tag>
          </p>
        </li>
      ))}
    </ul>
  );
}
