// Tables, bars and paragraphs on paper, that go on to the next page with their heading.
import { drawLine, innerWidth, lowest, MARGIN, type Sheet } from "./pdf.ts";

export interface PdfColumn {
  text: string;
  /** Points; the first column takes what the others leave. */
  width: number;
  /** Words and not a figure: to the left, as the first column. */
  words?: boolean;
}

const SIZE = 9.5;
const PAD = 4;

/** Begins another page when what comes would not fit in this one. */
export function makeRoom(sheet: Sheet, height: number): void {
  if (sheet.y + height > lowest(sheet)) {
    sheet.addPage();
    sheet.y = MARGIN;
  }
}

/** The heading of a part, never alone at the foot of a page. */
export function drawHeading(sheet: Sheet, text: string): void {
  makeRoom(sheet, 90);
  sheet.moveDown(1);
  sheet
    .font("bold")
    .fontSize(14)
    .fillColor("#000000")
    .text(text, MARGIN, sheet.y, { width: innerWidth(sheet) });
  sheet.moveDown(0.3);
}

export function drawParagraph(sheet: Sheet, text: string, { small = false } = {}): void {
  makeRoom(sheet, 40);
  sheet
    .font("regular")
    .fontSize(small ? 9 : 11)
    .fillColor("#000000")
    .text(text, MARGIN, sheet.y, { width: innerWidth(sheet) });
  sheet.moveDown(0.4);
}

/** Rows with words to the left and figures to the right; the heading is said again on each page. */
export function drawTable(sheet: Sheet, columns: readonly PdfColumn[], rows: readonly (readonly string[])[]): void {
  const width = innerWidth(sheet);
  const rest = columns.slice(1).reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column, index) => (index === 0 ? width - rest : column.width));
  const isWords = (at: number): boolean => at === 0 || columns[at]?.words === true;
  const heightOf = (cells: readonly string[], font: string): number => {
    sheet.font(font).fontSize(SIZE);
    return Math.max(...cells.map((cell, at) => sheet.heightOfString(cell, { width: (widths[at] ?? 0) - PAD }))) + PAD;
  };
  const drawRow = (cells: readonly string[], font: string): void => {
    const height = heightOf(cells, font);
    const { y } = sheet;
    let x = MARGIN;
    for (const [at, cell] of cells.entries()) {
      sheet
        .font(font)
        .fontSize(SIZE)
        .fillColor("#000000")
        .text(cell, x, y, { width: (widths[at] ?? 0) - PAD, align: isWords(at) ? "left" : "right" });
      x += widths[at] ?? 0;
    }
    drawLine(sheet, { x: MARGIN, y: y + height - 1 }, width);
    sheet.y = y + height + 2;
  };
  const heading = columns.map(({ text }) => text);
  makeRoom(sheet, heightOf(heading, "bold") + 30);
  drawRow(heading, "bold");
  for (const row of rows) {
    if (sheet.y + heightOf(row, "regular") > lowest(sheet)) {
      sheet.addPage();
      sheet.y = MARGIN;
      drawRow(heading, "bold");
    }
    drawRow(row, "regular");
  }
  sheet.moveDown(0.5);
}
