// Generated from the database by `npm run db:types`. Do not edit.
import type { Generated } from "kysely";

export interface DB {
  agencies: {
    code: string;
    name_es: string;
    name_en: string;
    parent_code: string | null;
    position: number;
    retired_at: Date | null;
  };
  differential_answers: {
    dimension: string;
    code: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  entity: {
    singleton: Generated<boolean>;
    code: string;
    loaded_at: Date;
  };
  grouping_members: {
    grouping_code: string;
    territory_code: string;
    position: number;
    retired_at: Date | null;
  };
  groupings: {
    code: string;
    kind: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  migrations: {
    name: string;
    sha256: string;
    applied_at: Date;
  };
  population_groups: {
    code: string;
    kind: string;
    name_es: string;
    name_en: string;
    age_from: number | null;
    age_to: number | null;
    position: number;
    retired_at: Date | null;
  };
  rights: {
    code: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  sectors: {
    code: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  territories: {
    code: string;
    level: string;
    kind: string;
    parent_code: string | null;
    name: string;
    short_name: string | null;
    lat: number | null;
    lon: number | null;
    population: number | null;
    grid_x: number | null;
    grid_y: number | null;
    position: number;
    retired_at: Date | null;
  };
  territory_outlines: {
    territory_code: string;
    scope_code: string;
    view_box: string;
    path: string;
    imported_at: Date;
  };
}
