import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { locale, t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets } from "#platform/views/text.tsx";

/** The telephones of the entity for who is in danger now: a form is not an ambulance. */
export function Urgent({ entity }: { entity: Entity }): VNode {
  return (
    <Notice tone="danger" title={t("moderation.urgent.title")}>
      <p>{t("moderation.urgent.text")}</p>
      {entity.emergency.length > 0 && (
        <Bullets
          items={entity.emergency.map(({ phone, names }) => (
            <>
              <Link href={`tel:${phone}`}>{phone}</Link>: {names[locale()]}
            </>
          ))}
        />
      )}
    </Notice>
  );
}
