import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { executorText, StateTag } from "../figures.tsx";
import type { Project } from "../projects.sql.ts";

/** Projects of the person; those that spend and of which nobody reported anything stand first. */
export function Desk({ projects, entity }: { projects: readonly Project[]; entity: Entity }): VNode {
  const missing = (project: Project) => project.state === "running" && project.basis !== "report";
  const ordered = projects.toSorted((a, b) => Number(missing(b)) - Number(missing(a)));
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("projects.desk.title")}</h1>
        {projects.length > 0 && (
          <Lead>{t("projects.desk.lead", { all: projects.length, missing: projects.filter(missing).length })}</Lead>
        )}
      </Stack>
      {projects.length === 0 && (
        <EmptyState
          level={2}
          title={t("projects.desk.none")}
          text={t("projects.desk.noneText")}
          action={{ text: t("projects.desk.see"), href: href("/proyectos") }}
        />
      )}
      <Items>
        {ordered.map((project) => (
          <Item
            level={2}
            small
            title={project.name}
            href={href(`/gestion/proyectos/${project.code}`)}
            over={
              <>
                <StateTag state={project.state} />
                {missing(project) && <Tag tone="warn">{t("projects.desk.missing")}</Tag>}
              </>
            }
            meta={`${project.code} · ${executorText(project, entity)}`}
          />
        ))}
      </Items>
    </Page>
  );
}
