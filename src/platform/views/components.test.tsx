import { encode } from "uqr";
import { describe, expect, test } from "vitest";
import { BallotCount } from "./ballot.tsx";
import { Meter, StackedBar } from "./charts.tsx";
import { Checkboxes, DateField, Radios, TextArea } from "./choices.tsx";
import { Notice } from "./content.tsx";
import { WorkRow } from "./desk.tsx";
import { ErrorSummary, Field } from "./form.tsx";
import { Frame, renderPage } from "./frame.tsx";
import { LineChart } from "./line-chart.tsx";
import { FilterChips, Item, Pagination, pagesAround } from "./lists.tsx";
import { TileMap } from "./map.tsx";
import { QrCode } from "./receipt.tsx";
import { renderHtml } from "./render-html.ts";
import { StepTracker } from "./steps.tsx";
import { Plainly } from "./text.tsx";
import { Rope } from "./thread.tsx";

const base = {
  title: "Prueba",
  locale: "es" as const,
  entity: { name: "Municipio de ejemplo", shortName: "Ejemplo" },
  menu: [
    { id: "a", text: "Participa", href: "/procesos" },
    { id: "b", text: "Mira", href: "/compromisos" },
  ],
  footer: [],
  cssHref: "/activos/plaza.css",
};

describe("the frame", () => {
  test("a page that came back with errors says so in its title", () => {
    expect(renderPage(<Frame {...base} failed />)).toContain("<title>Error: Prueba · Ejemplo</title>");
  });

  test("the word of the menu where we are is marked, and only that one", () => {
    const html = renderPage(<Frame {...base} section="b" />);
    expect(html.match(/aria-current="true"/g)).toHaveLength(1);
    expect(html).toMatch(/aria-current="true"[^>]*>Mira</);
  });

  test("it offers the same page in the other language, marked in that language", () => {
    const html = renderPage(<Frame {...base} alternate={{ href: "/en/procesos", locale: "en" }} />);
    expect(html).toContain('<link rel="alternate" hreflang="en" href="/en/procesos"/>');
    expect(html).toMatch(/href="\/en\/procesos"[^>]*lang="en"[^>]*>Read in English</);
  });

  test("staff can sign out with a token; without one there is no button", () => {
    const staff = { area: "Gestión", who: "Milena", signOut: "/salir" };
    expect(renderPage(<Frame {...base} staff={staff} csrf="abc" />)).toMatch(
      /action="\/salir".*name="csrf" value="abc"/,
    );
    expect(renderPage(<Frame {...base} staff={staff} />)).not.toContain("<form");
  });
});

describe("fields", () => {
  test("an error is announced, tied to its control, and the summary leads to it", () => {
    const html = renderHtml(
      <>
        <ErrorSummary errors={[{ field: "correo", text: "Escribe tu correo" }]} />
        <Field id="correo" label="Correo" hint="Para avisarte" error="Escribe tu correo" value="<ana>" />
      </>,
    );
    expect(html).toContain('href="#correo"');
    expect(html).toContain('aria-describedby="correo-h correo-e"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain("&lt;ana>");
  });

  test("an error of the form as a whole is text, not a link to nowhere", () => {
    expect(renderHtml(<ErrorSummary errors={[{ field: "", text: "La fase cerró" }]} />)).not.toContain("<a ");
    expect(renderHtml(<ErrorSummary errors={[]} />)).toBe("");
  });

  test("the summary's link reaches the first choice of a group", () => {
    const options = [
      { value: "1", label: "Uno" },
      { value: "2", label: "Dos" },
    ];
    expect(renderHtml(<Radios id="modo" label="¿Cómo?" options={options} value="2" />)).toMatch(
      /id="modo" name="modo" value="1"\/?>/,
    );
    expect(renderHtml(<Checkboxes id="g" label="¿A quién?" options={options} values={["2"]} />)).toMatch(
      /id="g-1"[^>]*checked/,
    );
  });

  test("a date in three fields marks and links the part that is wrong", () => {
    const html = renderHtml(
      <DateField id="dia" label="¿Cuándo?" error="Escribe el mes" wrong={["month"]} value={{ day: "7" }} />,
    );
    expect(html).toMatch(/id="dia" name="dia_month"[^>]*aria-invalid="true"/);
    expect(html).toContain('name="dia_day"');
    expect(html.match(/aria-invalid/g)).toHaveLength(1);
  });

  test("the text is kept as typed, and the limit is said", () => {
    const html = renderHtml(<TextArea id="que" label="¿Qué?" value={"</textarea><b>x"} maxLength={1600} />);
    expect(html).toContain("&lt;/textarea>&lt;b>x</textarea>");
    expect(html).toContain('aria-describedby="que-c"');
  });
});

describe("lists", () => {
  test.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [5, 9, [1, undefined, 4, 5, 6, undefined, 9]],
    [9, 9, [1, undefined, 8, 9]],
  ])("page %d of %d shows %j", (current, total, shown) => {
    expect(pagesAround(current, total)).toEqual(shown);
  });

  test("one page needs no pagination", () => {
    expect(renderHtml(<Pagination current={1} total={1} href={String} />)).toBe("");
  });

  test("a filter carries its count, also when it is zero", () => {
    expect(
      renderHtml(
        <FilterChips label="Filtrar" items={[{ text: "Tarde", href: "?e=tarde", count: "0", current: true }]} />,
      ),
    ).toMatch(/aria-current="true">Tarde <span[^>]*>0</);
  });

  test("a title with a dangerous address is text", () => {
    expect(renderHtml(<Item title="Acta" href={"java" + "script:alert(1)"} />)).not.toContain("href");
  });

  test("a row whose text is a link names its checkbox", () => {
    expect(renderHtml(<WorkRow id="n1" name="n" text="Agua" href="/n/1" />)).toMatch(/type="checkbox"[^>]*aria-label=/);
  });
});

describe("drawings", () => {
  test("parts of zero are not drawn and the rest fill the bar", () => {
    const html = renderHtml(
      <StackedBar
        parts={[
          { label: "a", value: 1, color: 1 },
          { label: "b", value: 0, color: 2 },
          { label: "c", value: 3, color: 3 },
        ]}
      />,
    );
    expect(html).not.toContain('class="f2"');
    expect(html).toContain('x="25%" width="75%"');
  });

  test("a share beyond its whole does not leave the bar", () => {
    expect(renderHtml(<Meter percent={130} />)).toContain('width="100%"');
    expect(renderHtml(<Meter percent={-4} />)).not.toContain('class="f1"');
  });

  test("a gap in a series is not joined by a line, and a series without data draws nothing", () => {
    const chart = (points: (number | null)[]): string =>
      renderHtml(
        <LineChart label="x" from="2020" to="2023" series={[{ name: "aquí", points, lastText: "4", main: true }]} />,
      );
    expect(chart([1, 2, null, 4])).toMatch(/d="M[\d. ]+h0L[\d. ]+M[\d. ]+h0"/);
    expect(chart([null, null])).not.toContain("NaN");
    expect(chart([null, null])).not.toContain("Infinity");
    expect(chart([5])).not.toContain("NaN");
  });

  test("the drawn QR code is the encoded one, module by module", () => {
    const url = "https://example.org/c/ABC7K4M29QX";
    const { data } = encode(url, { ecc: "M", border: 2 });
    const drawn = data.map((row) => row.map(() => false));
    for (const [, x, y, width] of renderHtml(<QrCode text={url} label="QR" />).matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
      for (let i = 0; i < Number(width); i++) {
        const row = drawn[Number(y)];
        if (row) row[Number(x) + i] = true;
      }
    }
    expect(drawn).toEqual(data);
  });

  test("each tile is a link whose name says the state", () => {
    const html = renderHtml(
      <TileMap
        label="Mapa"
        tiles={[
          {
            column: 1,
            row: 0,
            lines: ["El", "Alto"],
            word: "Votan",
            tone: "primary",
            href: "/t/1",
            label: "El Alto: votando",
          },
        ]}
      />,
    );
    expect(html).toContain('href="/t/1" aria-label="El Alto: votando"');
  });

  test("the rope is decoration: hidden from those who listen, with few or many voices", () => {
    for (const voices of [0, 1, 500]) {
      const html = renderHtml(<Rope voices={voices} knots={[{ value: "1", label: "necesidad", state: "now" }]} />);
      expect(html).toContain('aria-hidden="true"');
      expect(html).not.toContain("NaN");
    }
  });
});

test("the tracker says which step is now and which are done, in words", () => {
  const html = renderHtml(
    <StepTracker
      steps={[
        { name: "Decir", state: "done" },
        { name: "Votar", state: "now" },
        { name: "Seguir", state: "todo" },
      ]}
    />,
  );
  expect(html).toContain("(terminado)");
  expect(html.match(/aria-current="step"/g)).toHaveLength(1);
});

test("the ballot count travels with its texts, so that the island holds no words", () => {
  const html = renderHtml(<BallotCount chosen={2} max={5} form="voto" name="v" />);
  expect(html).toContain("Elegiste 2 de 5");
  expect(html).toContain('data-text="Elegiste % de 5"');
});

test("an urgent notice interrupts, the others wait", () => {
  expect(renderHtml(<Notice tone="danger" live title="No pudimos guardar" />)).toContain('role="alert"');
  expect(renderHtml(<Notice tone="success" live title="Guardado" />)).toContain('role="status"');
  expect(renderHtml(<Notice title="Un dato" />)).not.toContain("role=");
});

test("loose words in a notice become a paragraph, and none leaves an empty one", () => {
  expect(renderHtml(<Notice>Quedan {15} días</Notice>)).toContain("<p>Quedan 15 días</p>");
  expect(renderHtml(<Notice title="Un dato">{""}</Notice>)).not.toContain("<p></p>");
  expect(
    renderHtml(
      <Notice>
        <ul />
      </Notice>,
    ),
  ).not.toContain("<p>");
});

test("people's paragraphs are kept and their markup is not", () => {
  const html = renderHtml(<Plainly text={"Uno <b>\ndos\n\n\ntres"} />);
  expect(html.match(/<p /g)).toHaveLength(2);
  expect(html).toContain("Uno &lt;b>\ndos");
});
