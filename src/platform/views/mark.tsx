import type { VNode } from "preact";
import { safeHref } from "./link.tsx";

/** The sign of the entity, beside its name: decoration for those who listen. */
export function Mark({ logo, href }: { logo?: string; href?: string }): VNode {
  if (href) return <img class="site__mark" src={safeHref(href)} width="40" height="40" alt="" />;
  return (
    <svg class="site__mark" width="40" height="40" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="9" fill="#FBF8F2" />
      {logo ? (
        <path class="f-header" d={logo} />
      ) : (
        <>
          <path
            fill="#0B5D4E"
            d="M8 6h8a2 2 0 0 1 0 5H8a2 2 0 0 1 0-5M6 16a2 2 0 0 1 5 0v8a2 2 0 0 1-5 0M24 29h8a2 2 0 0 1 0 5h-8a2 2 0 0 1 0-5M29 16a2 2 0 0 1 5 0v8a2 2 0 0 1-5 0"
          />
          <path fill="#A8441B" d="M24 6h8a2 2 0 0 1 0 5h-8a2 2 0 0 1 0-5M8 29h8a2 2 0 0 1 0 5H8a2 2 0 0 1 0-5" />
          <circle cx="20" cy="20" r="6" fill="#FFC94A" />
        </>
      )}
    </svg>
  );
}
