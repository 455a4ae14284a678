import { expect, test } from "vitest";
import { Form } from "./form.tsx";
import { Frame, renderPage } from "./frame.tsx";
import { Link, safeHref } from "./link.tsx";
import { renderHtml } from "./render-html.ts";

const frame = {
  title: "Prueba",
  locale: "es" as const,
  entity: { name: "Municipio de ejemplo", shortName: "Ejemplo" },
  menu: [],
  footer: [],
  cssHref: "/activos/plaza.css",
};

test.each([
  ["https://example.org/a", true],
  ["http://example.org", true],
  ["mailto:ana@example.org", true],
  ["tel:+576020000000", true],
  ["/procesos/1", true],
  ["#comprobante", true],
  ["?pagina=2", true],
  ["procesos", true],
  ["javascript:alert(1)", false],
  ["JaVaScRiPt:alert(1)", false],
  ["java\tscript:alert(1)", false],
  [" javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["vbscript:x", false],
  ["//example.org", false],
  ["/\\example.org", false],
  ["", false],
])("the address %j is followed: %j", (href, followed) => {
  expect(safeHref(href) !== undefined).toBe(followed);
  expect(renderHtml(<Link href={href}>texto</Link>).includes("<a ")).toBe(followed);
});

test("what people write is escaped in text and in attributes", () => {
  const html = renderHtml(<Link href={'/x"><script>alert(1)</script>'}>{"<b>negrita</b>"}</Link>);
  expect(html).not.toContain("<script>");
  expect(html).toContain("&lt;b>negrita");
});

test("a POST form carries the token of its frame, and cannot be rendered where there is none", () => {
  const form = (
    <Form action="/x">
      <p>uno</p>
    </Form>
  );
  const page = (
    <Frame {...frame} csrf="abc">
      {form}
    </Frame>
  );
  expect(renderPage(page)).toContain('<input type="hidden" name="csrf" value="abc"/>');
  expect(() => renderPage(<Frame {...frame}>{form}</Frame>)).toThrow(/without token/);
  expect(renderPage(<Frame {...frame}>{<Form action="/x" method="get" />}</Frame>)).toContain("<form");
});
