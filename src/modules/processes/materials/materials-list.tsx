import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatDate, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Tag } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Small, Written } from "#platform/views/text.tsx";
import type { Process } from "../process.ts";
import { type Material, pathOfMaterial } from "./materials.ts";

const FORMATS: Readonly<Record<string, string>> = { "application/pdf": "PDF", "text/csv": "CSV" };
const KB = 1024;

interface Props {
  process: Pick<Process, "slug">;
  entity: Entity;
  materials: readonly Material[];
}

/** What to read before speaking, on the page of a process or of one of its places; nothing when there is nothing. */
export function MaterialsSection({ process, entity, materials }: Props): VNode | null {
  if (materials.length === 0) return null;
  return (
    <Section title={t("processes.materials.publicTitle")} id="materiales" gap="s">
      <Items>
        {materials.map((one) => (
          <Item
            title={<Written>{one.title}</Written>}
            href={one.link ?? href(pathOfMaterial(process, one))}
            over={<Tag>{t(`processes.materials.kind.${one.kind}`)}</Tag>}
            meta={materialWords(entity, one)}
          >
            {one.text !== "" && (
              <Small>
                <Written>{one.text}</Written>
              </Small>
            )}
          </Item>
        ))}
      </Items>
    </Section>
  );
}

/** Day, place, and format with weight: nobody opens 5 MB on a phone without knowing. */
export function materialWords(entity: Entity, { datedOn, territory, link, size, type }: Material): string {
  const weight =
    link === null
      ? t("processes.materials.weight", {
          format: FORMATS[type ?? ""] ?? t("processes.materials.photo"),
          kb: formatNumber(Math.max(1, Math.round((size ?? 0) / KB))),
        })
      : t("processes.materials.elsewhere", { host: new URL(link).hostname });
  return [formatDate(datedOn), territory === null ? undefined : entity.find(territory)?.name, weight]
    .filter(Boolean)
    .join(" · ");
}
