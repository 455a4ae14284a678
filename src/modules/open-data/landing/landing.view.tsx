import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { formatDayMonthYear, href, locale, t, translate } from "#platform/i18n/i18n.ts";
import type { Dataset, EntityDataset } from "#platform/module.ts";
import { Card, Details, EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Lead, Mono, Small, Written } from "#platform/views/text.tsx";
import { datasetPath, entityDatasetPath, folderOf, LICENCE } from "../published.ts";
import { Formats } from "./formats.view.tsx";

interface Props {
  processes: readonly Process[];
  datasets: readonly Dataset[];
  /** Of the whole entity. */
  whole: readonly EntityDataset[];
  entity: Entity;
  publicUrl: string;
  now: Date;
}

/** What there is, under which licence, how to cite it and where it stays. */
export function Landing(props: Props): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("data.title")}</h1>
        <Lead>{t("data.lead")}</Lead>
      </Stack>
      <Split>
        <Stack gap="l">
          <Processes {...props} />
          <Section title={t("data.indicators")} id="indicadores">
            <p>{t("data.indicatorsLead")}</p>
            <NextLink href="/indicadores/datos.csv">{t("indicators.list.file")}</NextLink>
          </Section>
          <Whole {...props} />
          <Section title={t("data.dictionary")} id="diccionario" gap="s">
            <p>{t("data.dictionaryLead")}</p>
            {[...props.whole, ...props.datasets].map((dataset) => (
              <Dictionary dataset={dataset} />
            ))}
          </Section>
        </Stack>
        <Side>
          <Licence {...props} />
        </Side>
      </Split>
    </Page>
  );
}

function Processes({ processes }: Props): VNode {
  return (
    <Section title={t("data.processes")} id="procesos">
      {processes.length === 0 && <EmptyState title={t("data.none")} />}
      <Items>
        {processes.map((process) => (
          <Item
            title={<Written>{process.title}</Written>}
            href={href(folderOf(process))}
            meta={process.publishedAt === null ? undefined : formatDayMonthYear(process.publishedAt)}
          />
        ))}
      </Items>
    </Section>
  );
}

/** What belongs to no process. */
function Whole({ whole }: Props): VNode {
  return (
    <Section title={t("data.whole")} id="de-todo">
      <p>{t("data.wholeLead")}</p>
      <Items>
        {whole.map((dataset) => (
          <Item
            title={translate(dataset.title)}
            side={
              <Formats title={translate(dataset.title)} path={(format) => entityDatasetPath(dataset.name, format)} />
            }
          >
            <p>{translate(dataset.description)}</p>
          </Item>
        ))}
      </Items>
    </Section>
  );
}

function Dictionary({ dataset }: { dataset: Pick<Dataset, "name" | "title" | "description" | "columns"> }): VNode {
  return (
    <Details summary={`${translate(dataset.title)} (${dataset.name})`}>
      <p>{translate(dataset.description)}</p>
      <Table
        id={`columnas-${dataset.name}`}
        caption={t("data.columnsOf", { name: dataset.name })}
        columns={[{ text: t("data.columnName") }, { text: t("data.columnType") }, { text: t("data.columnAbout") }]}
        rows={dataset.columns.map((column) => [
          column.name,
          t(`data.type.${column.type}`),
          `${translate(column.about)}${column.values === undefined ? "" : ` (${column.values.join(", ")})`}`,
        ])}
      />
    </Details>
  );
}

function Licence({ entity, publicUrl, processes, now }: Props): VNode {
  const example = processes[0] ?? { slug: "proceso", title: "…" };
  const address = `${publicUrl}${datasetPath(example, "necesidades", "csv")}`;
  return (
    <>
      <Card title={t("data.licence")} id="licencia">
        <p>
          {t("data.licenceText")} <Link href={LICENCE.path}>{LICENCE.title}</Link>
        </p>
        <Small>{t("data.citeLabel")}</Small>
        <Small>
          {t("data.cite", {
            entity: entity.officialName(locale()),
            process: example.title,
            date: formatDayMonthYear(now),
            address,
          })}
        </Small>
      </Card>
      <Card tone="flat" title={t("data.addresses")} id="direcciones">
        <p>{t("data.addressesText")}</p>
        <Mono>{`/datos/procesos/${example.slug}/necesidades.csv`}</Mono>
        <NextLink href={href("/datos/catalogo.json")}>{t("data.catalogueLink")}</NextLink>
      </Card>
      <Card tone="flat" title={t("data.care")} id="cuidado">
        <Bullets items={[t("data.notPublished"), t("data.apostrophe"), t("data.fresh")]} />
      </Card>
    </>
  );
}
