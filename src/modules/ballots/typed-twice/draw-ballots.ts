// Ballots on paper: the initiatives of a place with a box each, and the code that makes a sheet one vote.
import type { Entity } from "#core/territory/index.ts";
import type { Meeting } from "#modules/meetings/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { locale, t } from "#platform/i18n/i18n.ts";
import { drawBox, drawPdf, drawQr, drawTitle, innerWidth, lowest, MARGIN, type Sheet } from "#platform/pdf/pdf.ts";
import type { Numbered } from "./numbered.sql.ts";

interface Ballots {
  meeting: Meeting;
  process: Process;
  entity: Entity;
  initiatives: readonly Numbered[];
  /** One sheet each; none: a sheet to read, which is no vote. */
  codes: readonly string[];
  publicUrl: string;
  now: Date;
}

export function drawBallots(ballots: Ballots): Promise<Buffer> {
  const { meeting, entity, codes, now } = ballots;
  const place = entity.territory(meeting.territory).name;
  const info = {
    title: t(codes.length === 0 ? "ballots.typed.toRead" : "ballots.typed.sheet", { place }),
    paper: entity.paper,
    lang: locale() === "es" ? entity.locale : "en",
    at: now,
    foot: `${meeting.title} · ${place}`,
  };
  return drawPdf(info, (sheet) => {
    for (const [index, code] of (codes.length === 0 ? [undefined] : codes).entries()) {
      if (index > 0) sheet.addPage();
      drawOne(sheet, ballots, place, code);
    }
  });
}

function drawOne(sheet: Sheet, ballots: Ballots, place: string, code: string | undefined): void {
  const { process, initiatives, entity, publicUrl } = ballots;
  const width = innerWidth(sheet);
  // What is only to be read has no boxes: nobody should mark it and believe that they have voted.
  const reading = code === undefined;
  const top = drawTitle(sheet, t(reading ? "ballots.typed.toRead" : "ballots.typed.sheet", { place }), process.title);
  sheet
    .font("bold")
    .fontSize(14)
    .text(t(reading ? "ballots.typed.choose" : "ballots.typed.mark", { n: process.choices }), MARGIN, top, { width });
  const offered = initiatives.filter((one) => !one.withdrawn);
  const from = sheet.y + 14;
  const room = lowest(sheet) - from - 100;
  const row = Math.min(64, room / Math.max(1, offered.length));
  const size = Math.min(16, Math.max(8, row * 0.34));
  for (const [index, one] of offered.entries()) {
    const y = from + index * row;
    const side = Math.min(28, row * 0.66);
    if (!reading) drawBox(sheet, { x: MARGIN, y, width: side, height: side });
    const line = y + Math.max(2, (side - size) / 2 - 2);
    sheet
      .font("bold")
      .fontSize(size + 1)
      .text(`${one.number}.`, MARGIN + side + 10, line, { lineBreak: false });
    sheet
      .font("regular")
      .fontSize(size)
      .text(one.title, MARGIN + side + 46, line, {
        width: width - side - 46,
        height: row - 4,
        ellipsis: true,
      });
  }
  const foot = lowest(sheet) - 84;
  const address = `${publicUrl}/procesos/${process.slug}/${entity.slugOf(ballots.meeting.territory)}/votar`;
  drawQr(sheet, code === undefined ? address : `${address}?codigo=${code}`, { x: MARGIN, y: foot, size: 80 });
  sheet.fillColor("#000000");
  if (!reading)
    sheet
      .font("bold")
      .fontSize(18)
      .text(code, MARGIN + 96, foot + 6, { lineBreak: false });
  sheet.font("regular").fontSize(11);
  sheet.text(t(reading ? "ballots.typed.reading" : "ballots.typed.secret"), MARGIN + 96, foot + 32, {
    width: width - 96,
  });
}
