// The 710 proposals of Chile, 2017, made into needs of communes. The file says neither where nor, in the words of the
// entity, about what: both are given here, from a seed and from a table, and the story says so.
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Random } from "#analysis/shuffle/random.ts";
import type { Entity, Territory } from "#core/territory/index.ts";

export interface RealNeed {
  /** What the person writes: the title of the proposal. */
  text: string;
  label: string;
  sector: string;
  /** How many other people support it here. */
  others: number;
  place: Territory;
  /** The title was too short for the form, and its subject was added. */
  lengthened: boolean;
}

const proposal = z.object({
  title: z.string().min(1),
  label: z.string().min(1),
  supports: z.number().int().nonnegative(),
});

const SHORTEST = 10;
const SUPPORTS_SCALE = 10;
export const MOST_OTHERS = 8;

/** What the labels of the file, as their users chose them, are in the sectors of the entity. */
export const SECTOR_OF_LABEL: Readonly<Record<string, string>> = {
  salud: "salud",
  educacion: "educacion",
  educacion_y_trabajo: "educacion",
  ciencias: "educacion",
  diversidad: "derechos-humanos",
  derechos: "derechos-humanos",
  derechoshumanos: "derechos-humanos",
  genero: "derechos-humanos",
  migracion: "derechos-humanos",
  pueblosoriginarios: "derechos-humanos",
  justicia: "derechos-humanos",
  asistencia: "proteccion-social",
  proteccion_y_familia: "proteccion-social",
  proteccionsocial: "proteccion-social",
  infancia: "proteccion-social",
  terceraedad: "proteccion-social",
  pensiones: "proteccion-social",
  medioambiente: "ambiente",
  medio_ambiente: "ambiente",
  sustentabilida: "ambiente",
  recursosnaturales: "ambiente",
  emergencia: "ambiente",
  participacion: "gobierno",
  transparencia: "gobierno",
  politica: "gobierno",
  democracia: "gobierno",
  descentralizacion: "gobierno",
  institucionespublicas: "gobierno",
  probidad: "gobierno",
  medios: "gobierno",
  cultura: "cultura",
  espaciospublicos: "espacio-publico",
  economia: "empleo",
  trabajo: "empleo",
  empleo: "empleo",
  emprendimiento: "empleo",
  transporte: "vias",
  deporte: "deporte",
  ocio: "deporte",
  seguridad: "seguridad",
  tecnologia: "conectividad",
  energia: "servicios",
  proteccionanimal: "animales",
};

/** Reads the file and gives each need a commune, drawn by population, and a tenth of its supports. */
export async function readRealNeeds(file: string, entity: Entity, random: Random): Promise<RealNeed[]> {
  const lines = gunzipSync(await readFile(file))
    .toString("utf8")
    .split("\n");
  const places = entity.participationTerritories();
  const sectors = new Set(entity.sectors().map((sector) => sector.code));
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const { title, label, supports } = proposal.parse(JSON.parse(line));
      const sector = SECTOR_OF_LABEL[label] ?? "";
      if (!sectors.has(sector)) throw new Error(`The label ${label} has no sector in ${entity.code}`);
      const lengthened = title.trim().length < SHORTEST;
      return {
        text: lengthened ? `${title.trim()} (${label.replaceAll("_", " ")})` : title.trim(),
        label,
        sector,
        others: Math.min(MOST_OTHERS, Math.round(supports / SUPPORTS_SCALE)),
        place: draw(places, (place) => place.population ?? 0, random),
        lengthened,
      };
    });
}

/** One of a list, each as likely as its weight. */
export function draw<T>(list: readonly T[], weight: (item: T) => number, random: Random): T {
  let left = random.fraction() * list.reduce((sum, item) => sum + weight(item), 0);
  for (const item of list) {
    left -= weight(item);
    if (left < 0) return item;
  }
  const last = list.at(-1);
  if (last === undefined) throw new RangeError("nothing to draw from");
  return last;
}
