export { FIGURES_FACT, INDICATORS_TAG } from "./approve/approve-load.ts";
export { loadComposite } from "./composites/load-composite.ts";
export { type IndicatorCube, loadCube } from "./cube/load-cube.ts";
export { type Figures, loadFigures } from "./figures.ts";
export { importData } from "./import/import-data.ts";
export { CatalogProblem } from "./import/read-catalog.ts";
export { type LivedObservation, loadIndicators } from "./load.ts";
export { LifeSection } from "./place/life-section.tsx";

import type { Figures } from "./figures.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    /** What is public of indicators, from memory. */
    figures: () => Promise<Figures>;
  }
}
