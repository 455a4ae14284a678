import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { type Locale, withLocale } from "../i18n/i18n.ts";
import { Catalogue } from "./catalogue.tsx";
import { Frame, renderPage } from "./frame.tsx";

const region = { tags: { es: "es", en: "en" }, timeZone: "UTC", currency: "USD" };

function catalogueIn(locale: Locale): string {
  return withLocale(locale, region, () =>
    renderPage(
      <Frame
        title="Catálogo"
        locale={locale}
        demo
        entity={{
          name: "Municipio de ejemplo",
          shortName: "Ejemplo",
          legalLinks: [{ text: "Normas", href: "/normas" }],
        }}
        menu={[{ id: "a", text: "Participa", href: "/procesos" }]}
        section="a"
        crumbs={[{ text: "Inicio", href: "/" }, { text: "Catálogo" }]}
        footer={[{ title: "Participa", links: [{ text: "Procesos", href: "/procesos" }] }]}
        alternate={{ href: "/en/catalogo", locale: "en" }}
        cssHref="/activos/plaza.css"
        islands={["/activos/plaza.js"]}
      >
        <Catalogue />
      </Frame>,
    ),
  );
}

test.each(["es", "en"] as const)("the catalogue in %s is valid HTML", async (locale) => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      // The renderer writes void elements and doctype its own way, and long titles are our sample of long text.
      "void-style": "off",
      "doctype-style": "off",
      "long-title": "off",
      "no-trailing-whitespace": "off",
      // Checkboxes of one question share their name on purpose.
      "form-dup-name": "off",
      "attribute-boolean-style": "off",
      "attribute-empty-style": "off",
    },
  });
  const report = await validator.validateString(catalogueIn(locale));
  const messages = report.results.flatMap((result) =>
    result.messages.map((one) => `${one.ruleId}: ${one.message} (${one.selector})`),
  );
  expect(messages).toEqual([]);
});

test("nothing in the catalogue needs an inline style or script", () => {
  const html = catalogueIn("es");
  expect(html).not.toMatch(/\sstyle=/);
  expect(html).not.toMatch(/\son[a-z]+=/);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(html).not.toMatch(/javascript:/i);
});
