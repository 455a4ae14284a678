import type { Outline } from "#core/territory/boundaries/outline.ts";

/** The edges of a drawing, each as "x,y x,y" with its two ends in a fixed order, and how many paths draw it. */
export function edgesOf(outline: Outline): Map<string, number> {
  const edges = new Map<string, number>();
  for (const path of outline.paths.values()) {
    for (const ring of path.split("z").filter((part) => part !== "")) {
      const [x = 0, y = 0, ...steps] = (ring.match(/-?\d+/g) ?? []).map(Number);
      const points = [[x, y]];
      for (let at = 0; at < steps.length; at += 2) {
        const [lastX = 0, lastY = 0] = points.at(-1) ?? [];
        points.push([lastX + (steps[at] ?? 0), lastY + (steps[at + 1] ?? 0)]);
      }
      points.forEach((point, at) => {
        const next = points[(at + 1) % points.length] ?? point;
        const edge = [point.join(","), next.join(",")].toSorted().join(" ");
        edges.set(edge, (edges.get(edge) ?? 0) + 1);
      });
    }
  }
  return edges;
}
