import type { VNode } from "preact";
import { Row } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";

/** The same file in each of its formats. */
export function Formats({ title, path }: { title: string; path: (format: "csv" | "json") => string }): VNode {
  return (
    <Row links>
      {(["csv", "json"] as const).map((format) => (
        <Link href={path(format)} label={`${format.toUpperCase()}: ${title}`}>
          {format.toUpperCase()}
        </Link>
      ))}
    </Row>
  );
}
