// What each country says of the code of a project, of its technical review and of the tax number of a legal person.
import type { Entity } from "#core/territory/index.ts";

type Jurisdiction = Entity["jurisdiction"];

export interface ProjectCodes {
  /** What the bank of projects calls its code. */
  name: string;
  shape: RegExp;
  /** Results of the technical review, where the bank gives one. */
  reviews: readonly string[];
  /** The tax number as it is kept when it can only be of a legal person; undefined for any other. */
  legalPerson: (written: string) => string | undefined;
}

export const PROJECT_CODES: Record<Jurisdiction, ProjectCodes> = {
  // Tax numbers of legal persons have nine digits and begin with 8 or 9; the check digit may stand after a hyphen.
  co: {
    name: "BPIN",
    shape: /^\d{13}$/,
    reviews: [],
    legalPerson: (written) => /^([89]\d{8})(-\d)?$/.exec(bare(written))?.[1],
  },
  // Those of legal persons begin at fifty million; below are people.
  cl: {
    name: "BIP",
    shape: /^\d{8}-[\dK]$/,
    reviews: ["RS", "FI", "OT", "IN", "RE"],
    legalPerson: (written) => /^[5-9]\d{7}-[\dK]$/.exec(bare(written))?.[0],
  },
};

const bare = (written: string): string => written.replaceAll(/[\s.]/g, "").toUpperCase();
