import { isMessageKey, locale, t, translate } from "#platform/i18n/i18n.ts";
import { type EntityError, readEntity } from "./entity-files.ts";

export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Tells whether the folder of an entity can be used, or every error with its file, line and field. Exit code 0 or 1. */
export function checkEntity(directory: string, out: Output): number {
  const reading = readEntity(directory);
  if ("errors" in reading) {
    for (const error of reading.errors) out.stderr(`${describeEntityError(error)}\n`);
    out.stderr(`${t("territory.check.errors", { count: reading.errors.length, directory })}\n`);
    return 1;
  }
  const { entity } = reading;
  out.stdout(
    `${t("territory.check.ok", {
      name: entity.officialName(locale()),
      territories: entity.allTerritories().length,
      voting: entity.participationTerritories().length,
      agencies: entity.agencies().length,
      sectors: entity.sectors().length,
    })}\n`,
  );
  return 0;
}

/** As `checkEntity`, in one JSON object: `{ok, errors: [{file, line, field, message}]}`. */
export function checkEntityJson(directory: string, out: Output): number {
  const reading = readEntity(directory);
  const errors = "errors" in reading ? reading.errors : [];
  const told = errors.map((error) => ({
    file: error.file,
    line: error.line ?? null,
    field: error.field,
    message: describeEntityError(error),
  }));
  out.stdout(`${JSON.stringify({ ok: errors.length === 0, errors: told })}\n`);
  return errors.length === 0 ? 0 : 1;
}

/** An error of an entity folder in one sentence, without the final stop: "file, line, field: what to do". */
export function describeEntityError({ file, line, field, problem: name, value }: EntityError): string {
  const key = `territory.problem.${name}`;
  const problem = translate(isMessageKey(key) ? key : "territory.problem.shape", { value });
  if (line === undefined) return t("territory.check.placeFile", { file, problem });
  if (field === "") return t("territory.check.placeLine", { file, line, problem });
  return t("territory.check.place", { file, line, field, problem });
}
