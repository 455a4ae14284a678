import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { NextLink } from "#platform/views/link.tsx";

/** The way to follow what a page shows. A link, not a form: pages for everybody hold none. */
export function FollowLink({ path }: { path: string }): VNode {
  return (
    <NextLink icon="bell" href={href(path)}>
      {t("follows.link")}
    </NextLink>
  );
}
