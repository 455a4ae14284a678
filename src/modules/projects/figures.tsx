// Figures of projects in words, the same on every page.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatNumber, locale, t } from "#platform/i18n/i18n.ts";
import { Tag } from "#platform/views/content.tsx";
import type { Divergence, ProjectState } from "./project.ts";
import type { Project } from "./projects.sql.ts";

const NBSP = "\u00A0";

/** A share as whole points; a dash where nobody said anything. */
export function shareText(share: number | null): string {
  return share === null ? "–" : `${formatNumber(Math.round(100 * share))}${NBSP}%`;
}

/** A share as the length of a bar. */
export function barOf(share: number | null): number {
  return Math.min(100, 100 * (share ?? 0));
}

const TONES = { planned: "plain", running: "info", stopped: "warn", finished: "done" } as const;

export function StateTag({ state }: { state: ProjectState }): VNode {
  return <Tag tone={TONES[state]}>{t(`projects.state.${state}`)}</Tag>;
}

/** Who executes it, as the catalogue or the file says. */
export function executorText({ agency, body }: Pick<Project, "agency" | "body">, entity: Entity): string {
  if (agency !== null) return entity.name(entity.agency(agency), locale());
  return body ?? t("projects.nobody");
}

/** Its places by name; the whole entity when no file says one. */
export function placesText({ places }: Pick<Project, "places">, entity: Entity): string {
  const names = places.map((code) => entity.territory(code).name);
  const shown = names.slice(0, SHOWN).join(", ");
  return names.length > SHOWN ? t("projects.andMore", { places: shown, n: names.length - SHOWN }) : shown;
}
const SHOWN = 3;

export function divergenceText({ kind, points }: Divergence): string {
  return t(`projects.divergence.${kind}`, { points });
}

export const projectPath = (code: string): string => `/proyectos/${code}`;
