import type { VNode } from "preact";
import type { Process } from "#modules/processes/index.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";

interface ChooseProps {
  processes: readonly Process[];
  /** Voices that wait for their words; undefined for whoever may not write them. */
  voices: number | undefined;
}

export function ChooseProcess({ processes, voices }: ChooseProps): VNode {
  return (
    <Page width="wide" gap="l">
      <h1>{t("demands.join.title")}</h1>
      {voices !== undefined && (
        <NextLink href={href("/gestion/necesidades/transcribir")}>{t("demands.voice.waiting", { n: voices })}</NextLink>
      )}
      {processes.length === 0 && (
        <EmptyState
          level={2}
          title={t("demands.join.noProcess")}
          text={t("demands.join.noProcessText")}
          action={{ href: href("/ayuda/prepare"), text: t("common.howTo") }}
        />
      )}
      <Items>
        {processes.map((process) => (
          <Item
            level={2}
            title={process.title}
            href={href(`/gestion/necesidades/${process.slug}`)}
            meta={process.purpose}
          />
        ))}
      </Items>
    </Page>
  );
}
