// The results of a process on paper: the same findings and tables as its page, for whoever reads them without a screen.
import { formatDayMonthYear, formatMonthYear, formatNumber, formatPercent, locale, t } from "#platform/i18n/i18n.ts";
import { drawPdf, drawQr, drawTitle, innerWidth, lowest, MARGIN, type Sheet } from "#platform/pdf/pdf.ts";
import { drawHeading, drawParagraph, drawTable, makeRoom, type PdfColumn } from "#platform/pdf/table.ts";
import { funnelSentence, ofThousand } from "./funnel.view.tsx";
import { PLACE_FIGURES, placesOf, placesSentence } from "./places.view.tsx";
import type { ResultsProps } from "./results.route.tsx";
import { groupFigures, groupName, levelSentence, MONTH_FIGURES, stepText } from "./results.view.tsx";

const FIGURE = 68;
const QR = 70;

/** The report as a PDF. `now`: when it was drawn. */
export function drawReport(props: ResultsProps, now: Date): Promise<Buffer> {
  const { process, entity } = props;
  const title = t("results.title", { process: process.title });
  const info = {
    title,
    paper: entity.paper,
    lang: locale() === "es" ? entity.locale : "en",
    at: now,
    foot: `${title} · ${entity.officialName(locale())}`,
  };
  return drawPdf(info, (sheet) => {
    drawSummary(sheet, props);
    drawFunnel(sheet, props);
    drawPlaces(sheet, props);
    drawSectors(sheet, props);
    drawMonths(sheet, props);
    drawGroups(sheet, props);
    drawLevel(sheet, props);
    drawSource(sheet, props);
  });
}

const figure = (text: string): PdfColumn => ({ text, width: FIGURE });

function drawSummary(sheet: Sheet, { process, results, today }: ResultsProps): void {
  const { spoke, voted, commitments, met } = results.total;
  sheet.y = drawTitle(
    sheet,
    t("results.title", { process: process.title }),
    t("results.report.asOf", { date: formatDayMonthYear(today) }),
  );
  drawParagraph(sheet, t("results.lead", { spoke, voted, commitments, met }));
  const names = ["meetings", "spoke", "needs", "initiatives", "voted", "commitments", "met"] as const;
  drawTable(
    sheet,
    [{ text: t("results.report.what"), width: 0 }, figure(t("results.report.n"))],
    names.map((name) => [t(`results.kpi.${name}`, { n: results.total[name] }), formatNumber(results.total[name])]),
  );
}

function drawFunnel(sheet: Sheet, { results }: ResultsProps): void {
  const { total } = results;
  if (total.population === undefined || total.population === 0) return;
  drawHeading(sheet, t("results.funnel.title"));
  drawParagraph(sheet, funnelSentence(total));
  drawTable(
    sheet,
    [{ text: t("results.report.what"), width: 0 }, figure(t("results.report.n")), figure(t("results.report.rate"))],
    [
      ...(["came", "spoke", "voted"] as const).map((name) => [
        t(`results.funnel.${name}`),
        formatNumber(total[name]),
        ofThousand(total[name], total.population),
      ]),
      [t("results.funnel.heeded"), formatNumber(total.heeded), formatPercent(total.heeded, total.spoke)],
    ],
  );
  drawParagraph(sheet, t("results.funnel.note"), { small: true });
}

function drawPlaces(sheet: Sheet, props: ResultsProps): void {
  const places = placesOf(props);
  drawHeading(sheet, t("results.places.title"));
  drawParagraph(sheet, placesSentence(places));
  drawTable(
    sheet,
    [{ text: t("results.place"), width: 0 }, ...PLACE_FIGURES.map((name) => figure(t(`results.places.${name}`)))],
    places.map(({ territory, place }) => [territory.name, ...PLACE_FIGURES.map((name) => formatNumber(place[name]))]),
  );
  drawParagraph(sheet, t("results.places.note"), { small: true });
}

function drawSectors(sheet: Sheet, { results, entity }: ResultsProps): void {
  if (results.sectors.length === 0) return;
  const names = ["needs", "initiatives", "commitments", "met"] as const;
  drawHeading(sheet, t("results.sectors.title"));
  drawTable(
    sheet,
    [{ text: t("results.sectors.sector"), width: 0 }, ...names.map((name) => figure(t(`results.places.${name}`)))],
    results.sectors.map((one) => [
      one.sector === null ? t("results.sectors.unread") : entity.name(entity.sector(one.sector), locale()),
      ...names.map((name) => formatNumber(one[name])),
    ]),
  );
}

function drawMonths(sheet: Sheet, { results }: ResultsProps): void {
  if (results.months.length === 0) return;
  drawHeading(sheet, t("results.months.title"));
  drawTable(
    sheet,
    [
      { text: t("results.months.month"), width: 0 },
      ...MONTH_FIGURES.map((name) => figure(t(`results.places.${name}`))),
    ],
    results.months.map((one) => [formatMonthYear(one.month), ...MONTH_FIGURES.map((name) => formatNumber(one[name]))]),
  );
  drawParagraph(sheet, t("results.months.note"), { small: true });
}

function drawGroups(sheet: Sheet, { results, entity }: ResultsProps): void {
  drawHeading(sheet, t("results.groups.title"));
  if (results.groups.length === 0) {
    drawParagraph(sheet, t("results.groups.none"));
    return;
  }
  drawTable(
    sheet,
    [
      { text: t("results.groups.group"), width: 0 },
      ...(["came", "needs", "waiting", "promised", "met"] as const).map((name) => figure(t(`results.groups.${name}`))),
    ],
    results.groups.map((one) => [groupName(entity, one), ...groupFigures(one)]),
  );
  drawParagraph(sheet, t("results.groups.note"), { small: true });
}

function drawLevel(sheet: Sheet, { process, results }: ResultsProps): void {
  const { level, steps } = results.level;
  drawHeading(sheet, t("results.level.title"));
  drawParagraph(sheet, levelSentence(process.level, level));
  drawTable(
    sheet,
    [
      { text: t("results.report.step"), width: 0 },
      { text: t("results.report.counted"), width: 230, words: true },
      { text: t("results.report.reached"), width: FIGURE },
    ],
    steps.map((step) => [
      t(`processes.level.${step.level}`),
      stepText(step),
      t(step.reached ? "results.level.yes" : "results.level.no"),
    ]),
  );
  drawParagraph(sheet, t("results.level.rule"), { small: true });
}

/** Where the figures come from, and where they can be recomputed. */
function drawSource(sheet: Sheet, { address }: ResultsProps): void {
  makeRoom(sheet, QR + 20);
  const y = Math.min(sheet.y + 8, lowest(sheet) - QR);
  drawQr(sheet, address, { x: MARGIN, y, size: QR });
  sheet
    .font("regular")
    .fontSize(10)
    .fillColor("#000000")
    .text(t("results.report.source", { address }), MARGIN + QR + 12, y + 8, { width: innerWidth(sheet) - QR - 12 });
}
