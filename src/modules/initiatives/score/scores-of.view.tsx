import type { VNode } from "preact";
import { formatDateShort, t } from "#platform/i18n/i18n.ts";
import { Table } from "#platform/views/content.tsx";
import type { Initiative } from "../initiatives.sql.ts";
import { CRITERIA } from "./criteria.ts";
import type { Score } from "./scores.sql.ts";

/** Every score of an initiative with its reason, who gave it and when. */
export function ScoresOf({ initiative, scores }: { initiative: Initiative; scores: readonly Score[] }): VNode {
  return (
    <Table
      id={`puntajes-${initiative.id}`}
      caption={initiative.title}
      captionHidden
      columns={[
        { text: t("initiatives.method.criterion") },
        { text: t("initiatives.method.points"), numeric: true },
        { text: t("initiatives.method.why") },
        { text: t("initiatives.method.who") },
      ]}
      rows={CRITERIA.flatMap((criterion) => {
        const found = scores.find((one) => one.criterion === criterion);
        if (found === undefined) return [];
        const { score, note, by, at } = found;
        return [[t(`initiatives.criterion.${criterion}`), String(score), note, `${by ?? ""} · ${formatDateShort(at)}`]];
      })}
    />
  );
}
