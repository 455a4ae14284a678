// Where something is, told by what is around it: dots with their names and a pin, drawn without borders nor tiles.
import type { VNode } from "preact";

export type MapDot = { lat: number; lon: number; text: string; pin?: boolean };

const WIDTH = 320;
const HEIGHT = 220;
const MARGIN = 40;

/** North is up and distances keep their proportion (equirectangular around the middle parallel). */
export function PointMap({ label, dots }: { label: string; dots: readonly MapDot[] }): VNode {
  const middle = dots.reduce((sum, { lat }) => sum + lat, 0) / Math.max(1, dots.length);
  const shrink = Math.cos((middle * Math.PI) / 180);
  const xs = dots.map(({ lon }) => lon * shrink);
  const ys = dots.map(({ lat }) => -lat);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(Math.max(...xs) - left, 0.001),
    (HEIGHT - 2 * MARGIN) / Math.max(Math.max(...ys) - top, 0.001),
  );
  const spare = {
    x: (WIDTH - (Math.max(...xs) - left) * scale) / 2,
    y: (HEIGHT - (Math.max(...ys) - top) * scale) / 2,
  };
  return (
    <svg class="chart__svg chart__svg--few" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <rect class="f-back k-line" x="1" y="1" width={WIDTH - 2} height={HEIGHT - 2} rx="12" />
      {dots.map((dot, index) => (
        <Dot
          dot={dot}
          x={Math.round(((xs[index] ?? 0) - left) * scale + spare.x)}
          y={Math.round(((ys[index] ?? 0) - top) * scale + spare.y)}
        />
      ))}
    </svg>
  );
}

function Dot({ dot, x, y }: { dot: MapDot; x: number; y: number }): VNode {
  if (dot.pin)
    return (
      <path
        class="f-accent k-surface"
        stroke-width="1.5"
        d={`M${x} ${y}c-4-8-11-12-11-20a11 11 0 1 1 22 0c0 8-7 12-11 20z`}
      />
    );
  const anchor = x < WIDTH / 3 ? "start" : x > (WIDTH * 2) / 3 ? "end" : "middle";
  return (
    <>
      <circle class="f-primary" cx={x} cy={y} r="4" />
      <text class="f-ink" font-size="12" x={x} y={y + 18} text-anchor={anchor}>
        {dot.text}
      </text>
    </>
  );
}
