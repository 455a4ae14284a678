import type { VNode } from "preact";
import { SMALL_SIDE } from "#platform/files/prepare-file.ts";
import { formatDayMonthYear, t } from "#platform/i18n/i18n.ts";
import { Picture } from "#platform/views/content.tsx";
import { Grid, Row, Section } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Plainly } from "#platform/views/text.tsx";
import { StateTag, shareText } from "../figures.tsx";
import type { Report, ReportFile } from "../projects.sql.ts";

/** The line of time: a later report counts, and the earlier ones stay in sight with their photos. */
export function Reports({ reports }: { reports: readonly Report[] }): VNode {
  return (
    <Section title={t("projects.reports.title")} id="reportado">
      {reports.length === 0 && <p>{t("projects.reports.none")}</p>}
      <Items>
        {reports.map(({ asOf, state, physical, note, by, at, files }) => (
          <Item
            small
            title={t("projects.reports.one", { share: shareText(physical), date: formatDayMonthYear(asOf) })}
            over={<StateTag state={state} />}
            meta={t("projects.reports.who", { by: by ?? "none", date: formatDayMonthYear(at) })}
          >
            <Plainly text={note} />
            <Files files={files} asOf={asOf} />
          </Item>
        ))}
      </Items>
    </Section>
  );
}

function Files({ files, asOf }: { files: readonly ReportFile[]; asOf: string }): VNode | null {
  if (files.length === 0) return null;
  const date = formatDayMonthYear(asOf);
  const photos = files.filter(({ type }) => type.startsWith("image/"));
  const documents = files.filter(({ type }) => !type.startsWith("image/"));
  return (
    <>
      {photos.length > 0 && (
        <Grid size="small">
          {photos.map((file, index) => (
            <Picture
              src={`/proyectos/pruebas/${file.id}?chica`}
              alt={t("projects.reports.photo", { n: index + 1, date })}
              {...smallSize(file)}
              caption={
                <Link
                  href={`/proyectos/pruebas/${file.id}`}
                  label={t("projects.reports.photo", { n: index + 1, date })}
                >
                  {t("projects.reports.photoShort", { n: index + 1 })}
                </Link>
              }
            />
          ))}
        </Grid>
      )}
      {documents.length > 0 && (
        <Row links>
          {documents.map((file, index) => (
            <Link href={`/proyectos/pruebas/${file.id}`}>{t("projects.reports.document", { n: index + 1 })}</Link>
          ))}
        </Row>
      )}
    </>
  );
}

/** The size of the small one, as it is shown. */
function smallSize({ width, height }: ReportFile): { width: number; height: number } {
  const [w, h] = [width ?? SMALL_SIDE, height ?? SMALL_SIDE];
  const scale = Math.min(1, SMALL_SIDE / Math.max(w, h));
  return { width: Math.round(w * scale), height: Math.round(h * scale) };
}
