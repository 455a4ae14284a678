// The printed kit of a meeting: a guide of one page, the sheet that counts who came, and the slips on which people write.
import type { Entity } from "#core/territory/index.ts";
import { locale, t } from "#platform/i18n/i18n.ts";
import {
  drawBox,
  drawLine,
  drawPdf,
  drawQr,
  drawTitle,
  innerWidth,
  lowest,
  MARGIN,
  type Sheet,
} from "#platform/pdf/pdf.ts";
import { agendaPoints, type Meeting } from "../meeting.ts";
import type { Slip } from "../slips/slips.ts";
import { whenWords } from "../when.ts";

export const KIT_PARTS = ["guia", "asistencia", "tarjetas"] as const;
export type KitPart = (typeof KIT_PARTS)[number];

interface Kit {
  meeting: Meeting;
  entity: Entity;
  slips: readonly Slip[];
  publicUrl: string;
  now: Date;
}

/** The parts that are asked for as one document, in the order in which they are used. */
export function drawKit(kit: Kit, parts: readonly KitPart[]): Promise<Buffer> {
  const { meeting, entity, now } = kit;
  const place = entity.territory(meeting.territory).name;
  const info = {
    title: t("meetings.kit.title", { title: meeting.title }),
    paper: entity.paper,
    lang: locale() === "es" ? entity.locale : "en",
    at: now,
    foot: `${meeting.title} · ${place}`,
  };
  return drawPdf(info, (sheet) => {
    let first = true;
    const next = (): void => {
      if (!first) sheet.addPage();
      first = false;
    };
    if (parts.includes("guia")) {
      next();
      drawGuide(sheet, kit);
    }
    if (parts.includes("asistencia")) {
      next();
      drawAttendance(sheet, kit);
    }
    if (parts.includes("tarjetas")) drawSlips(sheet, kit, next);
  });
}

const GUIDE = ["before", "start", "during", "agree", "end"] as const;

function drawGuide(sheet: Sheet, { meeting, entity, publicUrl }: Kit): void {
  const width = innerWidth(sheet);
  sheet.y = drawTitle(sheet, t("meetings.kit.guide.title"), t("meetings.kit.guide.lead"));
  const facts = [whenWords(meeting), [meeting.place, meeting.address].filter(Boolean).join(", ")];
  sheet.font("bold").fontSize(13).text(meeting.title, MARGIN, sheet.y, { width });
  sheet.font("regular").fontSize(11).text(facts.join("\n"), { width });
  for (const [index, part] of GUIDE.entries()) {
    sheet.moveDown(0.7);
    sheet
      .font("bold")
      .fontSize(13)
      .text(`${index + 1}. ${t(`meetings.kit.guide.${part}.title`)}`, MARGIN, sheet.y, { width });
    sheet.moveDown(0.15);
    for (const step of t(`meetings.kit.guide.${part}.steps`).split("\n")) {
      const { y } = sheet;
      drawBox(sheet, { x: MARGIN + 2, y: y + 2, width: 10, height: 10 });
      sheet
        .font("regular")
        .fontSize(11)
        .text(step, MARGIN + 22, y, { width: width - 22 });
      sheet.moveDown(0.15);
    }
  }
  const agenda = agendaPoints(meeting.agenda);
  if (agenda.length > 0 && sheet.y + 40 + 15 * agenda.length < lowest(sheet) - 70) {
    sheet.moveDown(0.7);
    sheet.font("bold").fontSize(13).text(t("meetings.show.agenda"), MARGIN, sheet.y, { width });
    sheet
      .font("regular")
      .fontSize(11)
      .text(agenda.map((point, index) => `${index + 1}. ${point}`).join("\n"), { width });
  }
  const y = lowest(sheet) - 64;
  const address = `${publicUrl}/reuniones/${meeting.id}`;
  drawQr(sheet, address, { x: MARGIN, y, size: 62 });
  const { phone, email } = entity.contact;
  const help = [t("meetings.kit.guide.page", { address }), ...[phone, email].filter((one) => one !== undefined)];
  sheet
    .font("regular")
    .fontSize(11)
    .fillColor("#000000")
    .text(help.join("\n"), MARGIN + 74, y + 10, { width: width - 74 });
}

function drawAttendance(sheet: Sheet, { entity }: Kit): void {
  const width = innerWidth(sheet);
  const top = drawTitle(sheet, t("meetings.kit.attendance.title"), t("meetings.kit.attendance.lead"));
  sheet
    .font("bold")
    .fontSize(15)
    .text(t("meetings.kit.attendance.total"), MARGIN, top + 12, { width: width - 130 });
  drawBox(sheet, { x: MARGIN + width - 110, y: top, width: 110, height: 40 });
  const groups = entity.populationGroups();
  const from = top + 58;
  const room = lowest(sheet) - from - 44;
  const row = Math.min(32, Math.floor((room / (groups.length + 1)) * 10) / 10);
  const size = Math.min(11.5, row * 0.5);
  const columns = { tally: MARGIN + width * 0.42, total: MARGIN + width - 70 };
  sheet.font("bold").fontSize(10);
  sheet.text(t("meetings.kit.attendance.group"), MARGIN, from, { lineBreak: false });
  sheet.text(t("meetings.kit.attendance.tally"), columns.tally, from, { lineBreak: false });
  sheet.text(t("meetings.kit.attendance.sum"), columns.total, from, { lineBreak: false });
  for (const [index, group] of groups.entries()) {
    const y = from + row * (index + 1);
    drawLine(sheet, { x: MARGIN, y: y - row * 0.28 }, width);
    sheet.font("regular").fontSize(size);
    sheet.text(entity.name(group, locale()), MARGIN, y + (row * 0.6 - size) / 2 - 1, {
      width: columns.tally - MARGIN - 8,
      height: row,
      ellipsis: true,
      lineBreak: false,
    });
    drawBox(sheet, { x: columns.total, y: y - row * 0.18, width: 70, height: row * 0.8 });
  }
  sheet
    .font("regular")
    .fontSize(10)
    .text(t("meetings.kit.attendance.note"), MARGIN, lowest(sheet) - 28, { width });
}

const SLIPS_A_PAGE = 3;
const STUB = 168;

function drawSlips(sheet: Sheet, kit: Kit, next: () => void): void {
  for (const [index, slip] of kit.slips.entries()) {
    const place = index % SLIPS_A_PAGE;
    if (place === 0) next();
    const height = (lowest(sheet) - MARGIN) / SLIPS_A_PAGE;
    drawSlip(sheet, kit, slip, { y: MARGIN + place * height, height });
  }
}

function drawSlip(sheet: Sheet, kit: Kit, slip: Slip, { y, height }: { y: number; height: number }): void {
  const width = innerWidth(sheet);
  const writing = width - STUB - 14;
  const number = t("meetings.kit.slip.number", { n: slip.number });
  sheet
    .font("bold")
    .fontSize(17)
    .fillColor("#000000")
    .text(number, MARGIN, y + 6, { width: 90, lineBreak: false });
  sheet
    .font("bold")
    .fontSize(13)
    .text(t("meetings.kit.slip.question"), MARGIN + 92, y + 10, { width: writing - 92 });
  // A loose slip says of which meeting it is.
  const whose = `${kit.meeting.title} · ${whenWords(kit.meeting)}`;
  sheet
    .font("regular")
    .fontSize(8)
    .text(whose, MARGIN, y + 30, { width: writing, height: 10, ellipsis: true });
  const lines = 5;
  const first = y + 64;
  const step = (height - 64 - 52) / (lines - 1);
  for (let line = 0; line < lines; line++) drawLine(sheet, { x: MARGIN, y: first + line * step }, writing);
  sheet
    .font("regular")
    .fontSize(10)
    .text(t("meetings.kit.slip.where"), MARGIN, y + height - 31, { lineBreak: false });
  drawLine(sheet, { x: MARGIN + 110, y: y + height - 20 }, writing - 110);
  drawStub(sheet, kit, slip, { x: MARGIN + width - STUB, y, height });
  // Where to cut: below, and along the stub.
  sheet.lineWidth(0.8).dash(4, { space: 3 });
  sheet
    .moveTo(MARGIN + width - STUB - 8, y + 4)
    .lineTo(MARGIN + width - STUB - 8, y + height - 10)
    .stroke();
  sheet
    .moveTo(MARGIN - 20, y + height - 4)
    .lineTo(MARGIN + width + 20, y + height - 4)
    .stroke();
  sheet.undash();
}

/** What the person keeps: the code with which they find what became of it. */
function drawStub(sheet: Sheet, { publicUrl }: Kit, slip: Slip, at: { x: number; y: number; height: number }): void {
  const { x, y, height } = at;
  const width = STUB - 4;
  const qr = Math.min(96, height - 128);
  sheet
    .font("bold")
    .fontSize(11)
    .text(t("meetings.kit.slip.keep", { n: slip.number }), x, y + 8, { width });
  sheet
    .font("bold")
    .fontSize(14)
    .text(slip.code, x, y + 36, { width, lineBreak: false });
  drawQr(sheet, `${publicUrl}/mis-aportes#codigo`, { x, y: y + 56, size: qr });
  sheet.font("regular").fontSize(9).fillColor("#000000");
  sheet.text(
    t("meetings.kit.slip.how", { address: `${publicUrl}/mis-aportes`.replace(/^https?:\/\//, "") }),
    x,
    y + 60 + qr,
    { width },
  );
}
