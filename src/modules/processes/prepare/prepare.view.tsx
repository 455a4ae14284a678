import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import { seenValue } from "#core/trace/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, Facts, Table, Tag, type TagTone } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Actions, Grid, Page, Row, Section, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine } from "#platform/views/text.tsx";
import { CYCLE_PHASES, currentPhase, LEVELS, PHASES, type Process, VERIFICATIONS } from "../process.ts";
import { Acts } from "./acts.view.tsx";

const STATE_TONE: Record<Process["state"], TagTone> = { draft: "warn", published: "open", closed: "plain" };

/** `mayPrepare`: a new one is of the whole entity, and so is who prepares it. */
export function ProcessList({ processes, mayPrepare }: { processes: readonly Process[]; mayPrepare: boolean }): VNode {
  return (
    <Page width="wide" gap="l">
      <Row apart>
        <h1>{t("processes.prepare.list")}</h1>
        {mayPrepare && <LinkButton href={href("/gestion/procesos/nuevo")}>{t("processes.prepare.new")}</LinkButton>}
      </Row>
      {!mayPrepare && <Fine>{t("processes.prepare.wholeOnly")}</Fine>}
      <NextLink href={href("/gestion/calendario")}>{t("processes.calendar.title")}</NextLink>
      {processes.length === 0 && (
        <EmptyState
          level={2}
          title={t("processes.prepare.none")}
          text={t("processes.prepare.noneText")}
          action={mayPrepare ? { href: href("/gestion/procesos/nuevo"), text: t("processes.prepare.new") } : undefined}
        />
      )}
      <Items>
        {processes.map((process) => (
          <Item
            level={2}
            title={process.title}
            href={href(`/gestion/procesos/${process.slug}`)}
            over={<Tag tone={STATE_TONE[process.state]}>{t(`processes.state.${process.state}`)}</Tag>}
            meta={process.purpose}
          />
        ))}
      </Items>
    </Page>
  );
}

export function ProcessForm(props: { form: FormState; entity: Entity; editing?: string }): VNode {
  const { form, entity, editing } = props;
  const title = editing === undefined ? t("processes.prepare.new") : t("processes.prepare.edit");
  const action = editing === undefined ? "/gestion/procesos/nuevo" : `/gestion/procesos/${editing}/editar`;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{title}</h1>
      <Form once action={href(action)} {...(editing !== undefined && { hidden: seenValue(form) })}>
        <Field
          {...field("title")}
          label={t("processes.prepare.title.label")}
          hint={t("processes.prepare.title.hint")}
        />
        <TextArea
          {...field("purpose")}
          label={t("processes.prepare.purpose.label")}
          hint={t("processes.prepare.purpose.hint")}
          maxLength={1000}
        />
        <Radios
          {...field("level")}
          label={t("processes.prepare.level")}
          options={LEVELS.map((value) => ({
            value,
            label: t(`processes.level.${value}`),
            more: t(`processes.levelMore.${value}`),
          }))}
        />
        <Select
          {...field("cyclePhase")}
          label={t("processes.prepare.cyclePhase")}
          options={CYCLE_PHASES.map((value) => ({ value, label: t(`processes.cycle.${value}`) }))}
        />
        <Section title={t("processes.prepare.rulesTitle")} id="reglas">
          <Field {...field("choices")} width="4" inputMode="numeric" label={t("processes.prepare.choices.label")} />
          <Field
            {...field("winners")}
            width="4"
            inputMode="numeric"
            label={t("processes.prepare.winners.label")}
            hint={t("processes.prepare.winners.hint")}
          />
          <Radios
            {...field("verification")}
            label={t("processes.prepare.verification")}
            options={VERIFICATIONS.map((value) => ({
              value,
              label: t(`processes.verification.${value}`),
              more: t(`processes.verificationMore.${value}`),
            }))}
          />
          <TextArea
            {...field("rules")}
            optional
            label={t("processes.prepare.rules.label")}
            hint={t("processes.prepare.rules.hint")}
            maxLength={4000}
          />
        </Section>
        {editing === undefined && (
          <Section title={t("processes.prepare.datesTitle")} id="fechas">
            <Fine>{t("processes.prepare.datesHint", { place: entity.root.name })}</Fine>
            <PhaseFields form={form} />
          </Section>
        )}
        <Checkboxes
          id="territories"
          row
          label={t("processes.prepare.territories.label")}
          error={form.error("territories")}
          values={[...form.values("territories")]}
          options={entity
            .participationTerritories()
            .map((territory) => ({ value: territory.code, label: territory.name }))}
        />
        <Actions>
          <Button>{t("processes.prepare.save")}</Button>
        </Actions>
      </Form>
    </Page>
  );
}

function PhaseFields({ form }: { form: FormState }): VNode {
  return (
    <Stack>
      {PHASES.map((phase) => (
        <Grid>
          <Field
            id={`${phase}-opens`}
            type="datetime-local"
            label={t("processes.prepare.opens", { phase: t(`processes.phase.${phase}`) })}
            value={form.value(`${phase}-opens`)}
            error={form.error(`${phase}-opens`)}
          />
          <Field
            id={`${phase}-closes`}
            type="datetime-local"
            label={t("processes.prepare.closes", { phase: t(`processes.phase.${phase}`) })}
            value={form.value(`${phase}-closes`)}
            error={form.error(`${phase}-closes`)}
          />
        </Grid>
      ))}
    </Stack>
  );
}

interface AdminProps {
  process: Process;
  entity: Entity;
  now: Date;
  /** Whether this official may publish and close it, which touches the whole entity. */
  whole: boolean;
  form: FormState;
}

export function ProcessAdmin({ process, entity, now, whole, form }: AdminProps): VNode {
  const territories = [...process.phases.keys()].flatMap((code) => entity.find(code) ?? []);
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <Tag tone={STATE_TONE[process.state]}>{t(`processes.state.${process.state}`)}</Tag>
        </Row>
        <h1>{process.title}</h1>
        <p>{process.purpose}</p>
      </Stack>
      <Split>
        <Section title={t("processes.prepare.datesTitle")} id="fechas">
          <Table
            id="tabla-fechas"
            caption={`${t("processes.prepare.datesTitle")}: ${process.title}`}
            captionHidden
            columns={[
              { text: t("processes.prepare.place") },
              { text: t("processes.prepare.now") },
              ...PHASES.map((phase) => ({ text: t(`processes.phase.${phase}`) })),
            ]}
            rows={territories.map((territory) => [
              <Link href={href(`/gestion/procesos/${process.slug}/fechas/${territory.code}`)}>{territory.name}</Link>,
              phaseName(process, territory.code, now),
              ...(process.phases.get(territory.code) ?? []).map((dates) => formatInstant(dates.opensAt)),
            ])}
          />
        </Section>
        <Stack>
          <Card title={t("processes.prepare.rulesTitle")} id="reglas">
            <Facts
              items={[
                { name: t("processes.prepare.choices.label"), value: String(process.choices) },
                { name: t("processes.prepare.winners.label"), value: String(process.winners) },
                {
                  name: t("processes.prepare.verification"),
                  value: t(`processes.verification.${process.verification}`),
                },
                { name: t("processes.prepare.level"), value: t(`processes.level.${process.level}`) },
              ]}
            />
          </Card>
          <Acts process={process} whole={whole} />
        </Stack>
      </Split>
    </Page>
  );
}

function phaseName(process: Process, code: string, now: Date): string {
  const phase = currentPhase(process, code, now);
  return phase === undefined ? "" : t(`processes.phase.${phase}`);
}

export function DatesForm({
  process,
  territory,
  form,
}: {
  process: Process;
  territory: Territory;
  form: FormState;
}): VNode {
  const title = t("processes.prepare.datesOf", { place: territory.name });
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{title}</h1>
      <Form action={href(`/gestion/procesos/${process.slug}/fechas/${territory.code}`)} hidden={seenValue(form)}>
        <PhaseFields form={form} />
        <Field
          id="reason"
          label={t("processes.prepare.dates.reason")}
          hint={t("processes.prepare.dates.reasonHint")}
          value={form.value("reason")}
          error={form.error("reason")}
        />
        <Button>{t("common.save")}</Button>
      </Form>
    </Page>
  );
}
