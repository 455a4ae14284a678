// Addresses of figures: each page of numbers can be pasted in a message and says the same to whoever opens it.
import { href } from "#platform/i18n/i18n.ts";

export interface Asked {
  /** Number of the series; the first one without it. */
  serie?: number;
  anio?: number;
  /** Code of a place. */
  lugar?: string;
}

function query(asked: Asked): string {
  const pairs = Object.entries(asked).filter(([, value]) => value !== undefined);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}

export const indicatorHref = (code: string, asked: Asked = {}): string => href(`/indicadores/${code}${query(asked)}`);
export const rowsHref = (code: string, asked: Asked): string => href(`/indicadores/${code}/filas${query(asked)}`);
export const explorerHref = (asked: Asked & { ods?: string } = {}): string => href(`/indicadores${query(asked)}`);
/** The file has no language. */
export const fileHref = (code: string): string => `/indicadores/${code}/datos.csv`;
