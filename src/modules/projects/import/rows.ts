// What the rows of the three files say, ready to be saved.
import type { Executor } from "../project.ts";

export interface ProjectRow {
  kind: "projects";
  code: string;
  name: string;
  purpose: string | null;
  places: readonly string[];
  executor: Executor;
  agency: string | null;
  body: string | null;
  sector: string | null;
  review: string | null;
  amount: {
    year: number;
    source: string;
    asOf: string;
    initial: number;
    definitive: number;
    certified: number | null;
    committed: number;
    obligated: number;
    paid: number;
  };
}

export interface ContractRow {
  kind: "contracts";
  code: string;
  project: string;
  projectName: string;
  object: string | null;
  state: string | null;
  supplierId: string;
  supplierName: string;
  value: number;
  system: string | null;
  asOf: string | null;
}

export interface WorkRow {
  kind: "works";
  code: string;
  project: string | null;
  workKind: string | null;
  class: string;
  intervention: string | null;
  state: string | null;
  territory: string | null;
  place: string | null;
  lat: number | null;
  lon: number | null;
  budget: number;
  paid: number;
  progress: number | null;
  funding: string | null;
}

export type Row = ProjectRow | ContractRow | WorkRow;
