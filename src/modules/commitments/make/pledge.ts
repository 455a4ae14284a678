// What a promise says, as it comes from the form that makes it and from the form that corrects it.
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { choices, code, optionalCode, optionalText, optionalWholeNumber, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";

const MAX_MONEY = 100_000_000_000_000;
const MAX_ACTORS = 10;

/** How long each part may be, in a form or in a file. */
export const PLEDGE_LETTERS = { title: 160, text: 3000, place: 160, responsible: 120, actor: 120 } as const;

export const pledgeFields = {
  title: textField({
    min: 5,
    max: PLEDGE_LETTERS.title,
    required: "commitments.make.name.missing",
    short: "commitments.make.name.missing",
  }),
  text: textField({
    min: 5,
    max: PLEDGE_LETTERS.text,
    required: "commitments.make.text.missing",
    short: "commitments.make.text.missing",
  }),
  territories: choices(100),
  place: optionalText(PLEDGE_LETTERS.place),
  sector: optionalCode(),
  agency: code("commitments.make.agency.missing"),
  coAgencies: choices(20),
  actors: optionalText(1200),
  responsible: textField({
    min: 3,
    max: PLEDGE_LETTERS.responsible,
    required: "commitments.make.responsible.missing",
    short: "commitments.make.responsible.missing",
  }),
  money: optionalWholeNumber({ min: 1, max: MAX_MONEY, message: "commitments.make.money.wrong" }),
};

const pledgeBody = z.object(pledgeFields);
export type PledgeBody = z.infer<typeof pledgeBody>;

export interface Pledge {
  title: string;
  text: string;
  /** Participation territories that it covers besides the main one. */
  territories: readonly string[];
  place?: string;
  sector?: string;
  agency: string;
  coAgencies: readonly string[];
  /** Outside actors that answer with the agency, by name. */
  actors: readonly string[];
  /** Position of the person who answers for it. */
  responsible: string;
  /** Whole units of currency. */
  money?: number;
}

/** The promise of a form, with its codes checked against what may be chosen today. */
export function readPledge(entity: Entity, body: PledgeBody, main: string): Pledge {
  const agencies = new Set(entity.agencies().map((agency) => agency.code));
  const sectors = new Set(entity.sectors().map((sector) => sector.code));
  const refuse = (field: string) => new Problem(400, "common.unknownChoice", { field });
  if (!agencies.has(body.agency)) throw refuse("agency");
  if (body.coAgencies.some((one) => !agencies.has(one))) throw refuse("coAgencies");
  if (body.sector !== undefined && !sectors.has(body.sector)) throw refuse("sector");
  if (body.territories.some((one) => !entity.isParticipationTerritory(one))) throw refuse("territories");
  return {
    ...body,
    territories: [...new Set(body.territories)].filter((one) => one !== main).sort(),
    coAgencies: [...new Set(body.coAgencies)].filter((one) => one !== body.agency),
    actors: readActors(body.actors ?? ""),
  };
}

function readActors(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const actors = [...new Set(lines.filter((line) => line !== ""))];
  if (actors.length > MAX_ACTORS || actors.some((actor) => actor.length < 2 || actor.length > PLEDGE_LETTERS.actor)) {
    throw new Problem(400, "commitments.make.actors.wrong", { field: "actors" });
  }
  return actors;
}
