// Sheets to print: our letters, black on white, page numbers, nothing that depends on colour.
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { encode } from "uqr";
import { ROOT } from "../config/root.ts";
import { t } from "../i18n/i18n.ts";

export type Paper = "letter" | "a4";
export type Sheet = PDFKit.PDFDocument;

const FONTS = join(ROOT, "src/platform/pdf/font");
/** Points of 1/72 inch: no printer of an office cuts inside of this. */
export const MARGIN = 40;
const FOOT = 26;

export interface SheetInfo {
  title: string;
  paper: Paper;
  /** BCP 47: screen readers ask for it. */
  lang: string;
  at: Date;
  /** Left side of the foot of every page. */
  foot: string;
}

/** Draws a document and gives its bytes; the foot and the page numbers are written when it is known how many there are. */
export function drawPdf(info: SheetInfo, draw: (sheet: Sheet) => void): Promise<Buffer> {
  const sheet = new PDFDocument({
    size: info.paper === "a4" ? "A4" : "LETTER",
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    bufferPages: true,
    lang: info.lang,
    displayTitle: true,
    info: { Title: info.title, CreationDate: info.at, ModDate: info.at },
  });
  sheet.registerFont("regular", join(FONTS, "atkinson-hyperlegible-next-regular.ttf"));
  sheet.registerFont("bold", join(FONTS, "atkinson-hyperlegible-next-bold.ttf"));
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
    sheet.on("end", () => resolve(Buffer.concat(chunks)));
    sheet.on("error", reject);
  });
  sheet.font("regular").fontSize(12);
  draw(sheet);
  numberPages(sheet, info.foot);
  sheet.end();
  return whole;
}

function numberPages(sheet: Sheet, foot: string): void {
  const { start, count } = sheet.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    sheet.switchToPage(page);
    const y = sheet.page.height - MARGIN - 10;
    // Below the margin the library would begin a new page.
    const { bottom } = sheet.page.margins;
    sheet.page.margins.bottom = 0;
    sheet.font("regular").fontSize(9);
    sheet.text(foot, MARGIN, y, { width: innerWidth(sheet) - 90, height: 12, ellipsis: true, lineBreak: false });
    sheet.text(t("views.pdf.page", { n: page - start + 1, total: count }), sheet.page.width - MARGIN - 90, y, {
      width: 90,
      align: "right",
      lineBreak: false,
    });
    sheet.page.margins.bottom = bottom;
  }
}

/** Room between the margins, in points. */
export function innerWidth(sheet: Sheet): number {
  return sheet.page.width - 2 * MARGIN;
}

/** Lowest point that may be drawn on. */
export function lowest(sheet: Sheet): number {
  return sheet.page.height - MARGIN - FOOT;
}

/** A QR code, black on white, `size` points wide. */
export function drawQr(sheet: Sheet, text: string, at: { x: number; y: number; size: number }): void {
  const { size, data } = encode(text, { ecc: "M", border: 2 });
  const step = at.size / size;
  for (const [row, cells] of data.entries()) {
    for (let column = 0; column < cells.length; column++) {
      if (!cells[column]) continue;
      const start = column;
      while (cells[column + 1]) column++;
      sheet.rect(at.x + start * step, at.y + row * step, (column - start + 1) * step, step);
    }
  }
  sheet.fill("#000000");
}

/** A line to write on. */
export function drawLine(sheet: Sheet, from: { x: number; y: number }, width: number): void {
  sheet
    .moveTo(from.x, from.y)
    .lineTo(from.x + width, from.y)
    .lineWidth(0.7)
    .strokeColor("#000000")
    .stroke();
}

/** A box to write a number in. */
export function drawBox(sheet: Sheet, at: { x: number; y: number; width: number; height: number }): void {
  sheet.rect(at.x, at.y, at.width, at.height).lineWidth(1).strokeColor("#000000").stroke();
}

/** A title at the top of a page. @returns where the next thing may begin. */
export function drawTitle(sheet: Sheet, title: string, under: string): number {
  sheet
    .font("bold")
    .fontSize(22)
    .fillColor("#000000")
    .text(title, MARGIN, MARGIN, { width: innerWidth(sheet) });
  sheet
    .font("regular")
    .fontSize(11)
    .text(under, { width: innerWidth(sheet) });
  return sheet.y + 12;
}
