// The brand of an entity is two colours; shades for hover, tint and dark mode are derived, and contrast is checked.

/** `primary`: buttons and what acts. `header`: the band behind the name; a dark shade of primary when absent. As #RRGGBB. */
export type Brand = { primary?: string; header?: string };

type Rgb = [number, number, number];

/** Contrast of WCAG between two #RRGGBB colours, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** CSS that redefines the variables of the brand; empty when there is none. */
export function brandRules({ primary, header = primary && mix(primary, "#000000", 0.25) }: Brand): string {
  const light: string[] = [];
  const dark: string[] = [];
  if (primary) {
    readable("primary", primary);
    light.push(
      `--primary:${primary}`,
      `--primary-strong:${mix(primary, "#000000", 0.25)}`,
      `--primary-tint:${mix(primary, "#FFFFFF", 0.9)}`,
    );
    const bright = brighten(primary);
    dark.push(
      `--primary:${bright}`,
      `--primary-strong:${mix(bright, "#FFFFFF", 0.3)}`,
      `--primary-tint:${mix(bright, "#171512", 0.82)}`,
    );
    dark.push(`--on-primary:${mix(primary, "#000000", 0.6)}`);
  }
  if (header) {
    readable("header", header);
    light.push(`--header:${header}`);
    dark.push(`--header:${mix(header, "#000000", 0.3)}`);
  }
  if (light.length === 0) return "";
  return `:root{${light.join(";")}}@media (prefers-color-scheme:dark){:root{${dark.join(";")}}}`;
}

function readable(name: string, color: string): void {
  const found = contrast(color, "#FFFFFF");
  if (found < 4.5)
    throw new Error(
      `The colour ${color} of the brand (${name}) is too light for white text: ${found.toFixed(1)} to 1, needs 4.5`,
    );
}

/** The same hue, light enough to be read on the dark paper. */
function brighten(color: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const lighter = mix(color, "#FFFFFF", share);
    if (contrast(lighter, "#2B2722") >= 5.5) return lighter;
  }
  return "#FFFFFF";
}

function mix(from: string, to: string, share: number): string {
  const target = parse(to);
  return `#${parse(from)
    .map((channel, index) => Math.round(channel * (1 - share) + (target[index] ?? 0) * share))
    .map((channel) => channel.toString(16).padStart(2, "0"))
    .join("")}`;
}

function parse(color: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!match) throw new Error(`"${color}" is not a colour written #RRGGBB`);
  return [
    Number.parseInt(match[1] ?? "", 16),
    Number.parseInt(match[2] ?? "", 16),
    Number.parseInt(match[3] ?? "", 16),
  ];
}

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
