export { datasetPath } from "./published.ts";

import type { Dataset, EntityDataset } from "#platform/module.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    /** What every module publishes, in the order of the modules. */
    datasets: readonly Dataset[];
    /** Those of the whole entity. */
    entityDatasets: readonly EntityDataset[];
  }
}
