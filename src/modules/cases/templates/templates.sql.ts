import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export interface Template {
  id: number;
  name: string;
  agency: string | null;
  /** Its last version. */
  versionId: number;
  version: number;
  text: string;
  at: Date;
}

/** The last version of each template that agencies use, and of those of everybody; by name. */
export async function listTemplates(db: ReadDb, agencies?: readonly string[]): Promise<Template[]> {
  const rows = await db
    .selectFrom("case_templates as p")
    .innerJoin("case_template_versions as v", "v.template_id", "p.id")
    .distinctOn("p.id")
    .select([
      "p.id",
      "p.name",
      "p.agency_code as agency",
      "v.id as versionId",
      "v.version",
      "v.text",
      "v.made_at as at",
    ])
    .where("p.retired_at", "is", null)
    .$if(agencies !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb("p.agency_code", "is", null), eb("p.agency_code", "in", [...(agencies ?? []), ""])]),
      ),
    )
    .orderBy("p.id")
    .orderBy("v.version", "desc")
    .execute();
  return rows.toSorted((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}

export interface TemplateVersion {
  version: number;
  text: string;
  by: string | null;
  at: Date;
}

/** All its versions, the last first. */
export async function listVersions(db: ReadDb, templateId: number): Promise<TemplateVersion[]> {
  return db
    .selectFrom("case_template_versions as v")
    .leftJoin("accounts as a", "a.id", "v.made_by")
    .select(["v.version", "v.text", "a.name as by", "v.made_at as at"])
    .where("v.template_id", "=", templateId)
    .orderBy("v.version", "desc")
    .execute();
}

interface Words {
  text: string;
  by: number | undefined;
  now: Date;
}

export async function makeTemplate(
  tx: WriteTx,
  { name, agency, ...words }: Words & { name: string; agency: string | undefined },
): Promise<void> {
  const { id } = await tx
    .insertInto("case_templates")
    .values({ name, agency_code: agency ?? null })
    .returning("id")
    .executeTakeFirstOrThrow();
  await addVersion(tx, id, words);
}

/** Writes its next version: the ones before stay, for the answers that were begun from them. */
export async function addVersion(tx: WriteTx, templateId: number, { text, by, now }: Words): Promise<void> {
  await tx.selectFrom("case_templates").select("id").where("id", "=", templateId).forUpdate().execute();
  const [last] = await listVersions(tx, templateId);
  await tx
    .insertInto("case_template_versions")
    .values({ template_id: templateId, version: (last?.version ?? 0) + 1, text, made_by: by ?? null, made_at: now })
    .execute();
}
