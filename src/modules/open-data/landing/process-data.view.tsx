import type { VNode } from "preact";
import type { Process } from "#modules/processes/index.ts";
import { formatInstant, href, t, translate } from "#platform/i18n/i18n.ts";
import type { Dataset } from "#platform/module.ts";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Num, Small } from "#platform/views/text.tsx";
import { ballotsPath, datasetPath, folderOf } from "../published.ts";
import { Formats } from "./formats.view.tsx";

interface Props {
  process: Process;
  files: readonly { dataset: Dataset; rows: number }[];
  now: Date;
}

/** The files of one process, with how many rows each one has. */
export function ProcessData({ process, files, now }: Props): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("data.of", { process: process.title })}</h1>
        <Lead>{t("data.ofLead")}</Lead>
        <Row links as="p">
          <Link href={href(`/procesos/${process.slug}`)}>{t("data.seeProcess")}</Link>
          <Link href={href(`${folderOf(process)}/dictionary.json`)}>{t("data.dictionaryJson")}</Link>
          <Link href={href(`${folderOf(process)}/datapackage.json`)}>{t("data.package")}</Link>
        </Row>
      </Stack>
      <Section title={t("data.files")} id="archivos">
        <Items>
          {files.map(({ dataset, rows }) => (
            <Item
              id={dataset.name}
              title={translate(dataset.title)}
              side={
                <Formats
                  title={translate(dataset.title)}
                  path={(format) => datasetPath(process, dataset.name, format)}
                />
              }
            >
              <p>{translate(dataset.description)}</p>
              <Small soft>
                <Num>{t("data.rows", { n: rows })}</Num>
              </Small>
            </Item>
          ))}
          <Item
            id="votos"
            title={t("data.ballots.title")}
            side={
              <Link href={ballotsPath(process)} label={`CSV: ${t("data.ballots.title")}`}>
                CSV
              </Link>
            }
          >
            <p>{t("data.ballots.description")}</p>
          </Item>
        </Items>
      </Section>
      <Fine>{t("data.asOf", { at: formatInstant(now) })}</Fine>
    </Page>
  );
}
