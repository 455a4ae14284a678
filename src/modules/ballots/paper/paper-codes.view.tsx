import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDeadline, formatInstant, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Table } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { NoPrint, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, PrintButton } from "#platform/views/link.tsx";
import { CodeCards } from "#platform/views/receipt.tsx";
import { Lead } from "#platform/views/text.tsx";
import { type Batch, MAX_BATCH } from "./paper-codes.ts";

interface DeskProps {
  process: Process;
  entity: Entity;
  places: readonly Territory[];
  batches: readonly Batch[];
  /** Name of the batch that would be printed now. */
  next: string;
  form: FormState;
}

export function PaperDesk(props: DeskProps): VNode {
  const { process, batches, form } = props;
  const live = batches.filter((batch) => batch.voidedAt === null);
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("ballots.paper.title")}</h1>
        <Lead>{t("ballots.paper.lead")}</Lead>
      </Stack>
      {process.verification === "paper" ? <PrintForm {...props} /> : <Notice>{t("ballots.paper.notPaper")}</Notice>}
      <Section title={t("ballots.paper.batches")} id="tandas">
        {batches.length === 0 ? (
          <EmptyState
            title={t("ballots.paper.none")}
            text={t(process.verification === "paper" ? "ballots.paper.noneText" : "ballots.paper.noneHere")}
            action={{ href: href(`/gestion/procesos/${process.slug}`), text: t("ballots.paper.toProcess") }}
          />
        ) : (
          <Batches {...props} />
        )}
      </Section>
      {live.length > 0 && (
        <Section title={t("ballots.paper.cancelTitle")} id="anular">
          <p>{t("ballots.paper.cancelText")}</p>
          <Form action={href(`/gestion/procesos/${process.slug}/codigos/anular`)}>
            <Select
              id="cancel-batch"
              name="batch"
              label={t("ballots.paper.batch")}
              options={live.map((batch) => ({ value: batch.name, label: batchName(props, batch) }))}
              value={form.value("batch")}
            />
            <Field
              id="reason"
              label={t("ballots.paper.reason.label")}
              hint={t("ballots.paper.reason.hint")}
              maxLength={300}
              value={form.value("reason")}
              error={form.error("reason")}
            />
            <Button kind="danger">{t("ballots.paper.cancel")}</Button>
          </Form>
        </Section>
      )}
    </Page>
  );
}

function PrintForm({ process, places, next, form }: DeskProps): VNode {
  if (places.length === 0) return <Notice>{t("ballots.paper.late")}</Notice>;
  return (
    <Form action={href(`/gestion/procesos/${process.slug}/codigos`)} hidden={{ batch: next }}>
      <Select
        id="territory"
        label={t("ballots.paper.place.label")}
        placeholder={t("common.choose")}
        options={places.map((territory) => ({ value: territory.code, label: territory.name }))}
        value={form.value("territory")}
        error={form.error("territory")}
      />
      <Field
        id="count"
        label={t("ballots.paper.count.label")}
        hint={t("ballots.paper.count.hint", { n: MAX_BATCH })}
        inputMode="numeric"
        width="4"
        value={form.value("count") || "40"}
        error={form.error("count")}
      />
      <Notice tone="warn">{t("ballots.paper.once")}</Notice>
      <Button icon="print">{t("ballots.paper.print")}</Button>
    </Form>
  );
}

function batchName({ entity }: DeskProps, batch: Batch): string {
  const place = batch.territory === null ? t("ballots.vote.wholePlace") : entity.territory(batch.territory).name;
  return t("ballots.paper.batchName", { batch: batch.name, place });
}

function Batches(props: DeskProps): VNode {
  return (
    <Table
      id="tabla-tandas"
      caption={t("ballots.paper.batches")}
      captionHidden
      columns={[
        { text: t("ballots.paper.batch") },
        { text: t("ballots.paper.codes"), numeric: true },
        { text: t("ballots.paper.printedAt") },
        { text: t("ballots.paper.voidedAt") },
      ]}
      rows={props.batches.map((batch) => [
        batchName(props, batch),
        formatNumber(batch.codes),
        formatInstant(batch.printedAt),
        batch.voidedAt === null ? "" : formatInstant(batch.voidedAt),
      ])}
    />
  );
}

interface SheetProps {
  process: Process;
  territory: Territory;
  batch: string;
  codes: readonly string[];
  publicUrl: string;
}

/** The sheet to print and cut: one card per person. */
export function PaperSheet({ process, territory, batch, codes, publicUrl }: SheetProps): VNode {
  const path = href(`/procesos/${process.slug}/${territory.slug}/votar`);
  const dates = findPhase(process, territory.code, "vote");
  const until = dates === undefined ? "" : formatDeadline(dates.closesAt);
  return (
    <Page width="wide" gap="l">
      <NoPrint>
        <Stack>
          <h1>{t("ballots.paper.sheetTitle", { batch, place: territory.name })}</h1>
          <Notice tone="warn">{t("ballots.paper.sheetOnce", { n: codes.length })}</Notice>
          <PrintButton>{t("ballots.paper.printSheet")}</PrintButton>
          <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/codigos`)}>
            {t("ballots.paper.done")}
          </LinkButton>
        </Stack>
      </NoPrint>
      <CodeCards
        cards={codes.map((one) => ({
          code: one,
          title: t("ballots.paper.card.title", { place: territory.name }),
          text: t("ballots.paper.card.text", {
            address: `${publicUrl.replace(/^https?:\/\//, "")}${path}`,
            date: until,
          }),
          url: `${publicUrl}${path}?codigo=${one}`,
          qrLabel: t("ballots.paper.card.qr"),
        }))}
      />
    </Page>
  );
}
