import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Demand } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Small } from "#platform/views/text.tsx";
import { FEASIBILITIES, type Initiative } from "../initiatives.sql.ts";

interface ListProps {
  groups: readonly { process: Process; initiatives: readonly Initiative[] }[];
  entity: Entity;
  form: FormState;
}

export function InitiativeList({ groups, entity, form }: ListProps): VNode {
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("initiatives.write.list")}</h1>
      {groups.every((group) => group.initiatives.length === 0) && (
        <EmptyState level={2} title={t("initiatives.write.none")} text={t("initiatives.write.noneText")} />
      )}
      {groups
        .filter((group) => group.initiatives.length > 0)
        .map(({ process, initiatives }) => (
          <Section title={process.title} id={`p${process.id}`}>
            <Items>
              {initiatives.map((initiative) => (
                <StaffItem initiative={initiative} entity={entity} />
              ))}
            </Items>
          </Section>
        ))}
    </Page>
  );
}

function StaffItem({ initiative, entity }: { initiative: Initiative; entity: Entity }): VNode {
  const draft = initiative.state === "draft";
  return (
    <Item
      id={`i${initiative.id}`}
      title={initiative.title}
      href={draft ? undefined : href(`/iniciativas/${initiative.id}`)}
      over={
        <>
          <Tag tone={draft ? "warn" : "open"}>{t(`initiatives.state.${initiative.state}`)}</Tag>
          <Small inline soft>
            {entity.territory(initiative.territory).name}
          </Small>
        </>
      }
      meta={factsOf(initiative, entity)}
      side={
        draft ? (
          <Form action={href(`/gestion/iniciativas/${initiative.id}/publicar`)} layout="bare">
            <Button kind="quiet" size="small" label={`${t("initiatives.write.publish")}: ${initiative.title}`}>
              {t("initiatives.write.publish")}
            </Button>
          </Form>
        ) : (
          ""
        )
      }
    />
  );
}

export function factsOf(initiative: Initiative, entity: Entity): string {
  return [
    initiative.place,
    entity.name(entity.sector(initiative.sector), locale()),
    initiative.cost === null ? undefined : formatMoney(initiative.cost),
    t("initiatives.fromNeeds", { n: initiative.demands }),
  ]
    .filter(Boolean)
    .join(" · ");
}

interface FormProps {
  process: Process;
  demands: readonly Demand[];
  form: FormState;
  entity: Entity;
}

export function InitiativeForm(props: FormProps): VNode {
  const { process, demands, form } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("initiatives.write.title")}</h1>
      <Split>
        <Form action={href(`/gestion/iniciativas/${process.slug}`)}>
          {demands.map((demand) => (
            <input type="hidden" name="d" value={demand.id} />
          ))}
          <Fields {...props} />
          <Button>{t("initiatives.write.save")}</Button>
        </Form>
        <Side>
          <Card title={t("initiatives.write.needs", { n: demands.length })} id="nacen" tone="flat">
            <Stack>
              <Bullets items={demands.map((demand) => demand.text)} />
            </Stack>
          </Card>
        </Side>
      </Split>
    </Page>
  );
}

function Fields({ form, entity }: FormProps): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const options = (list: readonly { code: string; names: Record<"es" | "en", string> }[]) =>
    list.map((entry) => ({ value: entry.code, label: entry.names[locale()] }));
  const places = [entity.root, ...entity.participationTerritories()];
  return (
    <>
      <Field {...field("title")} label={t("initiatives.write.name.label")} hint={t("initiatives.write.name.hint")} />
      <TextArea {...field("text")} label={t("initiatives.write.text.label")} maxLength={3000} />
      <Select
        {...field("territory")}
        label={t("initiatives.write.territory.label")}
        placeholder={t("common.choose")}
        options={places.map((place) => ({ value: place.code, label: place.name }))}
      />
      <Field {...field("place")} optional label={entity.text("neighbourhood", locale())} />
      <Select
        {...field("sector")}
        label={t("initiatives.write.sector.label")}
        placeholder={t("common.choose")}
        options={options(entity.sectors())}
      />
      <Select
        {...field("right")}
        optional
        label={t("initiatives.write.right")}
        placeholder={t("common.choose")}
        options={options(entity.rights())}
      />
      <Field
        {...field("cost")}
        optional
        inputMode="numeric"
        label={t("initiatives.write.cost.label", { currency: entity.currency })}
      />
      <Select
        {...field("agency")}
        label={t("initiatives.write.agency.label")}
        placeholder={t("common.choose")}
        options={options(entity.agencies())}
      />
      <Radios
        {...field("feasibility")}
        label={t("initiatives.write.feasibility.label")}
        options={FEASIBILITIES.map((value) => ({ value, label: t(`initiatives.feasibility.${value}`) }))}
      />
      <TextArea {...field("feasibilityNote")} optional label={t("initiatives.write.note")} rows={3} maxLength={600} />
    </>
  );
}
