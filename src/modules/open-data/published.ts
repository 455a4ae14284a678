// Fixed addresses and the licence of what is published.
import type { Process } from "#modules/processes/index.ts";

export const LICENCE = {
  name: "CC-BY-4.0",
  title: "Creative Commons Attribution 4.0 International",
  path: "https://creativecommons.org/licenses/by/4.0/",
} as const;

type Addressed = Pick<Process, "slug">;

/** Folder of the files of a process; it never changes. */
export function folderOf(process: Addressed): string {
  return `/datos/procesos/${process.slug}`;
}

/** Address of a file of a process. */
export function datasetPath(process: Addressed, dataset: string, format: "csv" | "json"): string {
  return `${folderOf(process)}/${dataset}.${format}`;
}

/** The ballots of a process are published by whoever counts them: what `sigesi tally` recomputes. */
export function ballotsPath(process: Addressed): string {
  return `/procesos/${process.slug}/votos.csv`;
}

/** Address of a file of the whole entity. */
export function entityDatasetPath(dataset: string, format: "csv" | "json"): string {
  return `/datos/${dataset}.${format}`;
}
