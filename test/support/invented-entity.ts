// A third government, invented: three towns of a known jurisdiction, on which the frontier test lives the whole spine.
// Whatever works only with the entities of this repository fails there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const both = (es: string, en: string) => ({ es, en });
const kind = (es: [string, string, "m" | "f"], en: [string, string]) => ({
  es: { one: es[0], other: es[1], gender: es[2] },
  en: { one: en[0], other: en[1] },
});

export const INVENTED_ENTITY = {
  code: "tres-rios",
  names: both("Gobierno de Tres Ríos", "Government of Tres Ríos"),
  shortNames: both("Tres Ríos", "Tres Ríos"),
  country: "CO",
  jurisdiction: "co",
  locale: "es-CO",
  timeZone: "America/Bogota",
  currency: "COP",
  rootTerritory: "90",
  participationLevel: "town",
  featuredTerritories: ["90001"],
  kinds: {
    province: kind(["provincia", "provincias", "f"], ["province", "provinces"]),
    town: kind(["villa", "villas", "f"], ["town", "towns"]),
  },
  groupingKinds: {},
  dimensions: { origen: both("Origen", "Origin") },
  contact: { address: "Plaza Mayor 1, Aguaclara" },
  texts: {
    placeSearch: both("Tu villa", "Your town"),
    neighbourhood: both("Barrio", "Neighbourhood"),
    requests: both("Solicitudes", "Requests"),
    sources: both("Datos inventados.", "Invented data."),
  },
};

export const INVENTED_FILES = {
  "territories.csv": `code,level,parent_code,name,population
90,province,,Tres Ríos,9000
90001,town,90,Aguaclara,5000
90002,town,90,Peñas Blancas,3000
90003,town,90,San Cosme del Ñandú,1000
`,
  "groupings.csv": "code,kind,name_es,name_en,members\n",
  "agencies.csv": `code,name_es,name_en,parent_code
obras,Oficina de Obras,Office of Works,
bienestar,Oficina de Bienestar,Office of Welfare,
`,
  "sectors.csv": `code,name_es,name_en
caminos,Caminos,Paths
rios,Ríos,Rivers
`,
  "rights.csv": "code,name_es,name_en\nagua,Derecho al agua,Right to water\n",
  "population_groups.csv": "code,kind,name_es,name_en\npescadores,other,Gente de pesca,Fishing people\n",
  "differential.csv": "dimension,code,name_es,name_en\norigen,rio,Gente del río,River people\n",
} as const;

const written: string[] = [];
process.once("exit", () => {
  for (const folder of written) rmSync(folder, { recursive: true, force: true });
});

/** Writes an invented, valid entity of three towns in a new temporary folder, changed as told, and returns its path. */
export function writeInventedEntity(
  files: Partial<Record<keyof typeof INVENTED_FILES, string | Uint8Array>> = {},
  entity: Record<string, unknown> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "entity-"));
  written.push(folder);
  const directory = join(folder, "tres-rios");
  mkdirSync(directory);
  writeFileSync(join(directory, "entity.json"), JSON.stringify({ ...INVENTED_ENTITY, ...entity }, null, 2));
  for (const [name, text] of Object.entries({ ...INVENTED_FILES, ...files }))
    writeFileSync(join(directory, name), text);
  return directory;
}
