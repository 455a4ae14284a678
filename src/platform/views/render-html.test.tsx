import { Component } from "preact";
import { render } from "preact-render-to-string";
import { expect, it } from "vitest";
import { type Locale, withLocale } from "../i18n/i18n.ts";
import { Catalogue } from "./catalogue.tsx";
import { lending } from "./frame-context.ts";
import { renderHtml, written } from "./render-html.ts";

const region = { tags: { es: "es-CO", en: "en" }, timeZone: "America/Bogota", currency: "COP" };

it.each<Locale>(["es", "en"])("writes every component as the general renderer does (%s)", (locale) => {
  withLocale(locale, region, () =>
    lending({ csrf: "abc" }, () => expect(renderHtml(<Catalogue />)).toBe(render(<Catalogue />))),
  );
});

it("writes texts, numbers, lists, nothing and attributes as the general renderer does", () => {
  const odd = (
    <>
      {[1, 0, "", "a & b", null, undefined, true, false, [<br />, "<i>"]]}
      <a href={'/?a=1&b="2"'} title="" hidden aria-current={false} aria-label="x" data-n={0} download={undefined}>
        <svg viewBox="0 0 1 1" aria-hidden="true">
          <path d="M0 0" />
        </svg>
        x
      </a>
      <input disabled value="<" />
      <textarea>{"a\nb"}</textarea>
      <p />
    </>
  );
  expect(renderHtml(odd)).toBe(render(odd));
});

it("escapes what came as data, even if it imitates an element", () => {
  const sent: unknown = JSON.parse('{"type":"script","props":{"children":"alert(1)"}}');
  expect(() => renderHtml(sent)).toThrow("no element");
  expect(renderHtml(<p title={'"><script>'}>{"<script>"}</p>)).toBe('<p title="&quot;>&lt;script>">&lt;script></p>');
});

it("lets what was rendered before stand as it is", () => {
  expect(renderHtml(<main>{written(<b>{"a < b"}</b>)}</main>)).toBe("<main><b>a &lt; b</b></main>");
});

it("refuses what our pages do not have", () => {
  class Old extends Component {
    override render() {
      return <p />;
    }
  }
  expect(() => renderHtml(<Old />)).toThrow();
  expect(() => renderHtml(<p style={{ color: "red" }} />)).toThrow("style");
  expect(() => renderHtml(<button type="button" onClick={() => undefined} />)).toThrow("onClick");
});
