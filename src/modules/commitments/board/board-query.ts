// The filters of the board as they come in its address, the same for the page, the CSV and the JSON.
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { findProcess, type Process } from "#modules/processes/index.ts";
import { monthPeriod, monthQuery } from "#platform/clock/month.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { COMMITMENT_STATES } from "../commitment.ts";
import type { BoardFilter } from "../commitments.sql.ts";

const name = (max: number) => z.string().min(1).max(max).optional().catch(undefined);

const fields = z.object({
  estado: z.enum(COMMITMENT_STATES).optional().catch(undefined),
  tarde: z.enum(["si"]).optional().catch(undefined),
  lugar: name(120),
  dependencia: name(60),
  sector: name(60),
  plata: z.enum(["si", "no"]).optional().catch(undefined),
  proceso: name(80),
  /** Months for which they were promised, in which they were made, and in which they were first told to be met. */
  mes: monthQuery(),
  acordado: monthQuery(),
  cumplido: monthQuery(),
  /** The page after, or before, a commitment. */
  despues: z.coerce.number().int().positive().optional().catch(undefined),
  antes: z.coerce.number().int().positive().optional().catch(undefined),
  /** Page of the photos. */
  pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});

/** Being late was a state in older addresses. */
const oldAddress = (query: unknown): unknown =>
  typeof query === "object" && query !== null && "estado" in query && query.estado === "late"
    ? { ...query, estado: undefined, tarde: "si" }
    : query;

export const boardQuery = z.preprocess(oldAddress, fields);
export type BoardQuery = z.infer<typeof boardQuery>;

/** The conditions of an address. Places are written by name, or by code in older addresses; what is unknown finds nothing. */
export async function filterOf(
  db: ReadDb,
  entity: Entity,
  query: BoardQuery,
  today: string,
): Promise<{ filter: BoardFilter; process: Process | undefined }> {
  const process = query.proceso === undefined ? undefined : await findProcess(db, query.proceso);
  const open = process !== undefined && process.state !== "draft" ? process : undefined;
  const period = (month: string | undefined) => (month === undefined ? undefined : monthPeriod(month, entity.timeZone));
  const place = query.lugar === undefined ? undefined : (entity.bySlug(query.lugar) ?? entity.find(query.lugar));
  return {
    process: open,
    filter: {
      territory: query.lugar === undefined ? undefined : (place?.code ?? "?"),
      agency: query.dependencia,
      sector: query.sector,
      money: query.plata === undefined ? undefined : query.plata === "si" ? "yes" : "no",
      processId: query.proceso === undefined ? undefined : (open?.id ?? 0),
      state: query.estado,
      standing: query.tarde === undefined ? undefined : "late",
      month: query.mes,
      made: period(query.acordado),
      met: period(query.cumplido),
      today,
    },
  };
}

const FILTERS = [
  "estado",
  "tarde",
  "lugar",
  "dependencia",
  "sector",
  "plata",
  "proceso",
  "mes",
  "acordado",
  "cumplido",
] as const;

/** Path with these filters, without language; the order of the filters is always the same. A filter begins at the first page. */
export function boardPath(
  query: Partial<BoardQuery>,
  base = "/compromisos",
  page: Partial<Record<"despues" | "antes" | "pagina", number>> = {},
): string {
  const search = new URLSearchParams();
  for (const key of FILTERS) if (query[key] !== undefined) search.set(key, query[key]);
  for (const [key, at] of Object.entries(page)) if (at !== undefined) search.set(key, String(at));
  return search.size === 0 ? base : `${base}?${search}`;
}
