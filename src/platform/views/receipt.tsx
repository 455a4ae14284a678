import type { ComponentChildren, VNode } from "preact";
import { encode } from "uqr";
import { Heading, type Level } from "./layout.tsx";

export type ReceiptProps = {
  title: string;
  /** In groups, as it is read aloud: "ROL 7K4M 29QX". */
  code: string;
  spoken?: ComponentChildren;
  /** Absolute address that proves it; drawn as a QR code. */
  url: string;
  qrLabel: string;
  level?: Level;
  children?: ComponentChildren;
};

/** The sheet a person keeps: prints on one page, says what it proves and what it does not. */
export function Receipt({ title, code, spoken, url, qrLabel, level = 2, children }: ReceiptProps): VNode {
  return (
    <article class="sheet" aria-labelledby="comprobante">
      <div class="sheet__top">
        <div class="stack stack--s">
          <Heading level={level} id="comprobante" text={title} />
          <p class="sheet__code">{code}</p>
          {spoken && <p class="small">{spoken}</p>}
        </div>
        <QrCode text={url} label={qrLabel} />
      </div>
      {children}
    </article>
  );
}

/** A QR code, always black on white: cameras do not read it in dark mode otherwise. */
export function QrCode({ text, label }: { text: string; label: string }): VNode {
  const { size, data } = encode(text, { ecc: "M", border: 2 });
  return (
    <svg class="sheet__qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path fill="#FFFFFF" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000000" d={data.map(rowPath).join("")} />
    </svg>
  );
}

/** One rectangle per run of dark modules: a third of the bytes of one per module. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    const width = x - start + 1;
    path += `M${start} ${y}h${width}v1h-${width}z`;
  }
  return path;
}

export type CodeCard = { code: string; title: string; text: ComponentChildren; url: string; qrLabel: string };

/** Codes to print and cut: one card per person, two columns of a sheet, never split between pages. */
export function CodeCards({ cards }: { cards: readonly CodeCard[] }): VNode {
  return (
    <ul class="codes">
      {cards.map((card) => (
        <li class="codes__card">
          <div class="stack stack--xs">
            <p class="label">{card.title}</p>
            <p class="codes__code">{card.code}</p>
            <p class="small">{card.text}</p>
          </div>
          <QrCode text={card.url} label={card.qrLabel} />
        </li>
      ))}
    </ul>
  );
}
