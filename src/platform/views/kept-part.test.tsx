import { beforeEach, expect, it } from "vitest";
import { withLocale } from "../i18n/i18n.ts";
import { Form } from "./form.tsx";
import { lending } from "./frame-context.ts";
import { keptPart } from "./kept-part.ts";
import { renderHtml } from "./render-html.ts";

const region = { tags: { es: "es-CO", en: "en" }, timeZone: "America/Bogota", currency: "COP" };
let made: number;

beforeEach(() => {
  made = 0;
});

function part(facts: readonly object[], name: string): string {
  return renderHtml(
    keptPart(facts, name, () => {
      made += 1;
      return <p title="a & b">{made}</p>;
    }),
  );
}

it("makes a part once while its facts are the same, and anew when any of them is read again", () => {
  const process = { title: "Agua" };
  const asked = { needs: 3 };
  expect(part([process, asked], "asked")).toBe('<p title="a &amp; b">1</p>');
  expect(part([process, asked], "asked")).toBe('<p title="a &amp; b">1</p>');
  expect(part([process, { ...asked }], "asked")).toContain(">2<");
  expect(part([{ ...process }, asked], "asked")).toContain(">3<");
  expect(part([process], "asked")).toContain(">4<");
  expect(part([process, asked], "asked")).toContain(">1<");
});

it("keeps apart what has another name or another language", () => {
  const facts = [{}];
  part(facts, "open");
  part(facts, "closed");
  withLocale("en", region, () => part(facts, "open"));
  expect(made).toBe(3);
});

it("holds no form that posts, also in the page of a person who could send it", () => {
  const form = () => <Form action="/x" />;
  expect(() => lending({ csrf: "abc" }, () => keptPart([{}], "form", form))).toThrow("without token");
});
