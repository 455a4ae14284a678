// The route in the page of a request: its steps with their terms, what was done in each, and the forms that write it down.
import type { VNode } from "preact";
import { calendarDay, formatDate, formatInstant, locale, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Details, Notice, Tag } from "#platform/views/content.tsx";
import { NearDateField, Select } from "#platform/views/form.tsx";
import { Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Plainly } from "#platform/views/text.tsx";
import { ActForm } from "../desk/acts.view.tsx";
import type { CaseProps } from "../desk/case.view.tsx";
import { RouteField } from "./help-now.view.tsx";
import type { StepState } from "./route-state.ts";

/** Until when a step is done: before an hour where hours are counted, and on the last day itself where days are. */
export function untilOf({ by, byHour }: StepState, timeZone: string): string {
  return byHour
    ? t("cases.rights.untilHour", { date: formatInstant(by) })
    : t("cases.rights.untilDay", { date: formatDate(calendarDay(by, timeZone)) });
}

/** Opens a route from the desk; what the words speak of is said before. */
export function OpenRoute(props: CaseProps): VNode | null {
  const { form, entity, rights } = props;
  if (entity.cases.routes.length === 0) return null;
  const names = rights.proposed.map((route) => entity.name(route, locale()));
  return (
    <Stack gap="s">
      {names.length > 0 && (
        <Notice tone="warn" title={t("cases.rights.seems.title")}>
          <p>{t("cases.rights.seems.text", { routes: names.join(", ") })}</p>
        </Notice>
      )}
      <Details summary={t("cases.rights.open.fold")} open={names.length > 0 || form.error("route") !== undefined}>
        <ActForm {...props} name="abrir-ruta">
          <RouteField form={form} entity={entity} />
          <Button kind="quiet">{t("cases.rights.open.send")}</Button>
        </ActForm>
      </Details>
    </Stack>
  );
}

/** The route that a reserved request follows. */
export function FollowRoute(props: CaseProps): VNode | null {
  const { one, entity, rights } = props;
  if (!rights.reserved) return null;
  const { route, state } = rights;
  return (
    <Section title={t("cases.rights.route.title")} id="ruta">
      <p>{t("cases.rights.reserved")}</p>
      {route === undefined || state === undefined ? (
        <Notice tone="warn">{t("cases.rights.gone", { code: one.route ?? "" })}</Notice>
      ) : (
        <>
          <p>
            <strong>{entity.name(route, locale())}</strong>{" "}
            <Tag tone={state.closed ? "done" : state.late > 0 ? "late" : "open"}>
              {state.closed ? t("cases.rights.closed") : t("cases.rights.late", { n: state.late })}
            </Tag>
          </p>
          <Items ordered label={t("cases.rights.steps.label")}>
            {state.steps.map((step) => (
              <Step {...props} step={step} />
            ))}
          </Items>
          <Fine>{route.source[locale()]}</Fine>
          {state.closed === undefined && <Mark {...props} steps={state.steps} />}
          {state.closed === undefined && <End {...props} />}
        </>
      )}
      <Log {...props} />
    </Section>
  );
}

function Step({ step: state, entity, rights }: CaseProps & { step: StepState }): VNode {
  const { step, doneOn, late } = state;
  const note = rights.events.findLast((event) => event.step === step.code);
  return (
    <Item
      small
      title={step.names[locale()]}
      over={
        <Tag tone={doneOn === undefined ? (late ? "late" : "plain") : "done"}>
          {t(
            doneOn === undefined
              ? late
                ? "cases.rights.step.late"
                : "cases.rights.step.todo"
              : "cases.rights.step.done",
          )}
        </Tag>
      }
      meta={[
        step.body[locale()],
        doneOn === undefined
          ? untilOf(state, entity.timeZone)
          : t("cases.rights.step.on", { date: formatDate(doneOn) }),
      ].join(" · ")}
    >
      {note?.note != null && <Plainly text={note.note} />}
    </Item>
  );
}

function Mark(props: CaseProps & { steps: readonly StepState[] }): VNode {
  const { form, today, steps } = props;
  const next = steps.find(({ doneOn }) => doneOn === undefined)?.step.code ?? "";
  return (
    <Card title={t("cases.rights.mark.title")} id="paso">
      <ActForm {...props} name="paso">
        <Select
          id="step"
          label={t("cases.rights.step.label")}
          value={form.value("step") || next}
          error={form.error("step")}
          options={steps.map(({ step }) => ({ value: step.code, label: step.names[locale()] }))}
        />
        <Radios
          id="mark"
          row
          label={t("cases.rights.mark.label")}
          value={form.value("mark") || "done"}
          error={form.error("mark")}
          options={(["done", "undone"] as const).map((value) => ({ value, label: t(`cases.rights.mark.${value}`) }))}
        />
        <NearDateField
          id="day"
          label={t("cases.rights.day.label")}
          value={form.value("day") || today}
          error={form.error("day")}
        />
        <TextArea
          id="how"
          label={t("cases.rights.how.label")}
          value={form.value("how")}
          error={form.error("how")}
          rows={3}
          maxLength={2000}
        />
        <Button>{t("cases.rights.mark.send")}</Button>
      </ActForm>
    </Card>
  );
}

function End(props: CaseProps): VNode {
  const { form } = props;
  return (
    <Details
      summary={t("cases.rights.end.fold")}
      open={form.error("end") !== undefined || form.error("ending") !== undefined}
    >
      <ActForm {...props} name="terminar-ruta">
        <Radios
          id="end"
          label={t("cases.rights.end.label")}
          value={form.value("end") || undefined}
          error={form.error("end")}
          options={(["closed", "returned"] as const).map((value) => ({
            value,
            label: t(`cases.rights.end.${value}`),
            more: t(`cases.rights.end.${value}More`),
          }))}
        />
        <TextArea
          id="ending"
          label={t("cases.rights.ending.label")}
          value={form.value("ending")}
          error={form.error("ending")}
          rows={3}
          maxLength={2000}
        />
        <Button kind="quiet">{t("cases.rights.end.send")}</Button>
      </ActForm>
    </Details>
  );
}

/** All that was done, as it was written, and who opened it. */
function Log({ entity, rights }: CaseProps): VNode {
  const acts = rights.events.filter(({ kind }) => kind !== "read");
  const reads = rights.events.filter(({ kind }) => kind === "read");
  const stepName = (code: string | null) =>
    rights.route?.steps.find((step) => step.code === code)?.names[locale()] ?? code;
  const routeName = (code: string) => entity.cases.routes.find((route) => route.code === code)?.names[locale()] ?? code;
  return (
    <Details summary={t("cases.rights.log")}>
      <Items ordered>
        {acts.map(({ at, kind, route, step, note, by }) => (
          <Item
            small
            title={`${t(`cases.rights.event.${kind}`)}: ${step === null ? routeName(route) : stepName(step)}`}
            meta={[formatInstant(at), by ?? t("cases.rights.whoAsked")].join(" · ")}
          >
            {note !== null && <Plainly text={note} />}
          </Item>
        ))}
      </Items>
      {reads.length > 0 && (
        <>
          <p>{t("moderation.protection.openings")}</p>
          <Bullets items={reads.map(({ at, by }) => `${by ?? ""} · ${formatInstant(at)}`)} />
        </>
      )}
    </Details>
  );
}
