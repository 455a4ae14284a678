// The islands in a real browser: what they add, and that without them the page is whole.
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { VNode } from "preact";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#test/support/browser.ts";
import { BallotCard, BallotCount } from "./ballot.tsx";
import { TextArea } from "./choices.tsx";
import { WorkList, WorkRow } from "./desk.tsx";
import { Form } from "./form.tsx";
import { Frame, renderPage } from "./frame.tsx";
import { Island } from "./island.tsx";
import { Button, PrintButton } from "./link.tsx";
import { DraftArrived } from "./locate.tsx";

const ORIGIN = "http://localhost:9";

let browser: Browser;
let script = "";

function built(name: string): string {
  const entry = join(import.meta.dirname, name);
  return buildSync({ entryPoints: [entry], bundle: true, format: "esm", write: false }).outputFiles[0]?.text ?? "";
}

beforeAll(async () => {
  script = built("plaza.island.ts");
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

function page(body: VNode): string {
  return renderPage(
    <Frame
      title="Prueba"
      locale="es"
      csrf="abc"
      entity={{ name: "Municipio de ejemplo", shortName: "Ejemplo" }}
      menu={[]}
      footer={[]}
      cssHref="/plaza.css"
      islands={["/plaza.js"]}
    >
      {body}
    </Frame>,
  );
}

async function open(body: VNode, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const tab = await (await browser.newContext(options)).newPage();
  await tab.route("**", (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path.endsWith(".js")) return route.fulfill({ contentType: "text/javascript", body: script });
    if (path.endsWith(".css")) return route.fulfill({ contentType: "text/css", body: "" });
    return route.fulfill({ contentType: "text/html", body: page(body) });
  });
  await tab.goto(`${ORIGIN}/`);
  return tab;
}

const ballot = (
  <>
    <Form id="voto" action="/votar">
      <input type="hidden" name="v" value="9" />
      {["1", "2", "3"].map((id) => (
        <BallotCard id={`v${id}`} name="v" value={id} title={`Iniciativa ${id}`} place="Vereda" />
      ))}
    </Form>
    <BallotCount chosen={1} max={2} form="voto" name="v" />
  </>
);

test("the ballot counts what is chosen, also on other pages, and does not take one too many", async () => {
  const tab = await open(ballot);
  const words = tab.locator("plaza-ballot strong");
  await expect.poll(() => words.textContent()).toBe("Elegiste 1 de 2");
  await tab.check("#v1");
  expect(await words.textContent()).toBe("Elegiste 2 de 2");
  await tab.click("#v2");
  expect(await tab.isChecked("#v2")).toBe(false);
  expect(await words.textContent()).toMatch(/^Ya elegiste 2/);
  await tab.uncheck("#v1");
  expect(await words.textContent()).toBe("Elegiste 1 de 2");
});

test("without scripts the ballot can be chosen and the count is what the server said", async () => {
  const tab = await open(ballot, { javaScriptEnabled: false });
  await tab.check("#v1");
  expect(await tab.textContent("plaza-ballot strong")).toBe("Elegiste 1 de 2");
});

const needForm = (
  <Form action="/enviar">
    <TextArea id="que" label="¿Qué?" maxLength={20} draft="necesidad" />
    <Button>Enviar</Button>
  </Form>
);

test("a text says what is left and keeps its draft on this device until it has arrived", async () => {
  const tab = await open(needForm);
  const note = tab.locator("#que-c");
  const forget = tab.getByText("Borrar lo que quedó en este teléfono");
  await expect.poll(() => note.textContent()).toBe("Te quedan 20 letras.");
  expect(await forget.isVisible()).toBe(false);
  await tab.fill("#que", "agua limpia");
  expect(await note.textContent()).toBe("Te quedan 9 letras. Tu borrador está guardado en este teléfono.");
  await tab.reload();
  await expect.poll(() => tab.inputValue("#que")).toBe("agua limpia");
  await tab.click("text=Enviar");
  await tab.waitForURL("**/enviar");
  // Nobody has said that it arrived: on a bad signal it is still here.
  await expect.poll(() => tab.inputValue("#que")).toBe("agua limpia");
  await forget.click();
  expect(await tab.inputValue("#que")).toBe("");
  expect(await note.textContent()).toBe("Te quedan 20 letras.");
  await tab.reload();
  await expect.poll(() => note.textContent()).toBe("Te quedan 20 letras.");
  expect(await tab.inputValue("#que")).toBe("");
});

test("the page that says that it arrived erases the draft", async () => {
  const tab = await open(
    <>
      {needForm}
      <DraftArrived />
    </>,
  );
  await tab.fill("#que", "agua limpia");
  await tab.click("text=Enviar");
  await tab.waitForURL("**/enviar");
  await expect.poll(() => tab.locator("#que-c").textContent()).toBe("Te quedan 20 letras.");
  expect(await tab.inputValue("#que")).toBe("");
});

test("the desk is worked by keyboard, and keys typed in a field stay in the field", async () => {
  const tab = await open(
    <Form id="juntar" action="/juntar">
      <WorkList label="Necesidades">
        {["1", "2"].map((id) => (
          <WorkRow id={`n${id}`} name="n" value={id} text={`Necesidad ${id}`} />
        ))}
      </WorkList>
      <TextArea id="nota" label="Nota" />
      <Button shortcut="J">Juntar</Button>
    </Form>,
  );
  await expect.poll(() => tab.evaluate("customElements.get('plaza-desk') !== undefined")).toBe(true);
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Space");
  expect(await tab.isChecked("#n1")).toBe(false);
  expect(await tab.isChecked("#n2")).toBe(true);
  await tab.focus("#nota");
  await tab.keyboard.type("jota");
  expect(await tab.inputValue("#nota")).toBe("jota");
  await tab.focus("#n1");
  await tab.keyboard.press("j");
  await tab.waitForURL("**/juntar");
});

test("the button that prints is shown only where it works", async () => {
  const button = <PrintButton>Imprimir</PrintButton>;
  await (await open(button)).locator("button").waitFor({ state: "visible" });
  expect(await (await open(button, { javaScriptEnabled: false })).isVisible("button")).toBe(false);
});

test("what renews itself asks the address that it says, as no person, until it says none", async () => {
  const screen = (words: string, from?: string): VNode => (
    <Island tag="plaza-room" data={{ from }}>
      <p>{words}</p>
    </Island>
  );
  const tab = await open(screen("Uno", "/chat"));
  const asked: (string | undefined)[] = [];
  await tab.route("**/chat", (route) => {
    asked.push(route.request().headers()["x-renew"]);
    return route.fulfill({
      contentType: "text/html",
      body: page(asked.length === 1 ? screen("Dos", "/chat") : screen("Fin")),
    });
  });
  const words = tab.locator("plaza-room");
  await tab.clock.install();
  await tab.addScriptTag({ content: built("room.island.ts"), type: "module" });
  await tab.clock.runFor(5000);
  await expect.poll(() => words.textContent()).toBe("Dos");
  await tab.clock.runFor(5000);
  await expect.poll(() => words.textContent()).toBe("Fin");
  await tab.clock.runFor(20_000);
  expect(asked).toEqual(["1", "1"]);
});
