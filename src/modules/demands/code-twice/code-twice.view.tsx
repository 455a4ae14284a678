import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Notice } from "#platform/views/content.tsx";
import { WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary, FieldRow, Form, Select } from "#platform/views/form.tsx";
import { Page, Section } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Lead, Said, Small } from "#platform/views/text.tsx";
import type { CodingAgreement, Dispute, Sample, ToCode } from "./coding.sql.ts";

interface Props {
  process: Process;
  sample: Sample | undefined;
  next: ToCode | undefined;
  disputes: readonly Dispute[];
  agreement: CodingAgreement;
  account: number | undefined;
  /** Whether this official may draw another sample, which is of the whole entity. */
  mayDraw: boolean;
  form: FormState;
  entity: Entity;
}

/** One need at a time, without what the first person wrote; below, where the two differ. */
export function CodeTwice(props: Props): VNode {
  const { process, sample, next, disputes, agreement, form } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("demands.twice.title")}</h1>
      <Lead>{t("demands.twice.lead")}</Lead>
      {sample !== undefined && <Small>{t("demands.twice.progress", { n: sample.coded, of: sample.size })}</Small>}
      {next !== undefined && <Second {...props} next={next} />}
      {next === undefined && sample !== undefined && sample.coded < sample.size && (
        <Notice>{t("demands.twice.notYours")}</Notice>
      )}
      {(sample === undefined || sample.coded === sample.size) && <Draw {...props} />}
      {disputes.length > 0 && (
        <Section title={t("demands.twice.disputes", { n: agreement.disputed - agreement.resolved })} id="diferencias">
          {disputes.map((dispute) => (
            <DisputeCard {...props} dispute={dispute} />
          ))}
        </Section>
      )}
      <NextLink href={href(`/procesos/${process.slug}/metodo#acuerdo`)}>{t("demands.twice.public")}</NextLink>
    </Page>
  );
}

function Draw({ process, sample, mayDraw }: Props): VNode {
  return (
    <>
      {sample !== undefined && <EmptyState level={2} title={t("demands.twice.finished")} />}
      {mayDraw ? (
        <Form action={href(`/gestion/necesidades/${process.slug}/segunda`)} layout="bare">
          <Button kind={sample === undefined ? "main" : "quiet"} name="act" value="draw">
            {t("demands.twice.draw")}
          </Button>
        </Form>
      ) : (
        <Fine>{t("demands.twice.drawWhole")}</Fine>
      )}
    </>
  );
}

function placeOf({ place, territory }: ToCode, entity: Entity): string {
  return [place, entity.find(territory)?.name].filter(Boolean).join(", ");
}

function Second({ process, next, form, entity }: Props & { next: ToCode }): VNode {
  return (
    <WorkKeys>
      <Card title={t("demands.twice.blind")} id="segunda">
        <Said>{next.text}</Said>
        <Small soft>{placeOf(next, entity)}</Small>
        <Form
          action={href(`/gestion/necesidades/${process.slug}/segunda`)}
          layout="stack-s"
          hidden={{ d: String(next.id) }}
        >
          <Codes entity={entity} sector={form.value("sector")} right={form.value("right")} suffix="" />
          <Button name="act" value="code" shortcut="C">
            {t("demands.twice.save")}
          </Button>
        </Form>
      </Card>
    </WorkKeys>
  );
}

function Codes(props: { entity: Entity; sector: string; right: string; suffix: string }): VNode {
  const { entity, sector, right, suffix } = props;
  const options = (list: readonly { code: string; names: Record<"es" | "en", string> }[]) =>
    list.map(({ code, names }) => ({ value: code, label: names[locale()] }));
  return (
    <FieldRow>
      <Select
        id={`sector${suffix}`}
        name="sector"
        label={t("demands.join.sector")}
        placeholder={t("demands.twice.none")}
        value={sector}
        options={options(entity.sectors())}
      />
      <Select
        id={`right${suffix}`}
        name="right"
        label={t("demands.join.right")}
        placeholder={t("demands.twice.none")}
        value={right}
        options={options(entity.rights())}
      />
    </FieldRow>
  );
}

function DisputeCard({ dispute, process, entity, account }: Props & { dispute: Dispute }): VNode {
  const said = (name: string | null, sector: string | null, right: string | null): string =>
    t("demands.twice.said", {
      name: name ?? t("demands.twice.file"),
      sector: nameOf(entity.catalogs.sectors.find(sector ?? "")),
      right: nameOf(entity.catalogs.rights.find(right ?? "")),
    });
  const mine = account === dispute.firstBy || account === dispute.secondBy;
  return (
    <Card as="article" dense>
      <Said>{dispute.text}</Said>
      <Small soft>{placeOf(dispute, entity)}</Small>
      <Bullets
        items={[
          said(dispute.firstName, dispute.firstSector, dispute.firstRight),
          said(dispute.secondName, dispute.secondSector, dispute.secondRight),
        ]}
      />
      <Form
        action={href(`/gestion/necesidades/${process.slug}/segunda`)}
        layout="stack-s"
        label={t("demands.twice.resolveOne", { id: String(dispute.id) })}
        hidden={{ d: String(dispute.id) }}
      >
        <Codes
          entity={entity}
          sector={dispute.firstSector ?? ""}
          right={dispute.firstRight ?? ""}
          suffix={`-${dispute.id}`}
        />
        <Fine>{mine ? t("demands.twice.jointly") : t("demands.twice.third")}</Fine>
        <Button kind="quiet" size="dense" name="act" value="resolve">
          {t("demands.twice.resolve")}
        </Button>
      </Form>
    </Card>
  );
}

function nameOf(entry: { names: Record<"es" | "en", string> } | undefined): string {
  return entry?.names[locale()] ?? t("demands.twice.none");
}
