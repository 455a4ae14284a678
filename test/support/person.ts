// Somebody in front of the program, over plain HTTP: their own cookies, and only what a page lets a person do. A field,
// a choice, a link or a button that is not on the page cannot be used: that is how a form that lost one is found.
import { type Element, lineOf, parseHtml, textOf, walk } from "./html.ts";

const MAX_REDIRECTS = 5;

/** Something that a person expected and did not find. */
export class Stuck extends Error {}

export type Words = string | RegExp;
export type Values = Record<string, string | readonly string[]>;

/** A page as it arrived. */
export class Page {
  readonly status: number;
  /** Path and query where it was read, after the redirects. */
  readonly path: string;
  readonly html: string;
  #root: Element | undefined;

  constructor(answer: { status: number; path: string; html: string }) {
    this.status = answer.status;
    this.path = answer.path;
    this.html = answer.html;
  }

  get root(): Element {
    this.#root ??= parseHtml(this.html);
    return this.#root;
  }

  /** Every element with a tag. */
  all(...tags: string[]): Element[] {
    return [...walk(this.root)].filter((element) => tags.includes(element.tag));
  }

  /** The main words of the page, a line for each block. */
  get text(): string {
    return textOf(this.all("main")[0] ?? this.root);
  }

  get heading(): string {
    const [first] = this.all("h1");
    return first === undefined ? "" : lineOf(first);
  }

  /** Addresses of the links in sight whose words, or accessible name, match. */
  links(words: Words): string[] {
    const found = this.all("a").filter((link) => !link.attributes.has("hidden") && matches(nameOf(link), words));
    return found.flatMap((link) => link.attributes.get("href") ?? []);
  }

  /** What a person reads in the summary of errors. */
  get problems(): string[] {
    const [summary] = [...walk(this.root)].filter((element) => element.attributes.get("role") === "alert");
    return summary === undefined ? [] : [...walk(summary)].filter(({ tag }) => tag === "li").map(lineOf);
  }

  /** The values that a field of the page offers: options, checkboxes or radios, with the words of each. */
  choices(name: string): { value: string; words: string }[] {
    const labels = new Map(this.all("label").map((label) => [label.attributes.get("for"), lineOf(label)]));
    const boxes = this.all("input").filter((input) => input.attributes.get("name") === name && isChoice(input));
    const options = this.all("select")
      .filter((select) => select.attributes.get("name") === name)
      .flatMap((select) => [...walk(select)].filter(({ tag }) => tag === "option"));
    return [
      ...boxes.map((box) => ({ value: sentBy(box), words: labels.get(box.attributes.get("id")) ?? "" })),
      ...options.map((option) => ({ value: sentBy(option), words: lineOf(option) })),
    ].filter(({ value }) => value !== "");
  }
}

export interface PersonOptions {
  /** Origin of the program. */
  url: string;
  /** Token of somebody who signed in. */
  session?: string;
}

/** A person, their cookies and the page in front of them. */
export class Person {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  #page = new Page({ status: 0, path: "", html: "" });

  constructor({ url, session }: PersonOptions) {
    this.#url = url;
    if (session !== undefined) this.cookies.set("sesion", session);
  }

  get page(): Page {
    return this.#page;
  }

  /** Opens an address, whatever it answers. */
  async open(path: string): Promise<Page> {
    return this.#ask("GET", path);
  }

  /** Opens an address and expects a page. */
  async visit(path: string): Promise<Page> {
    const page = await this.open(path);
    if (page.status !== 200) throw new Stuck(`${path} answered ${page.status}: ${page.heading}`);
    return page;
  }

  /** Follows the first link with these words. */
  async follow(words: Words): Promise<Page> {
    const [href] = this.#page.links(words);
    if (href === undefined) throw new Stuck(`${this.#page.path} has no link ${String(words)}`);
    return this.visit(href);
  }

  /** Fills the form of a button and presses it, whatever it answers. */
  async press(button: Words, values: Values = {}): Promise<Page> {
    const form = this.form(button, values);
    return this.#ask(form.method, form.action, form.body);
  }

  /** Fills the form of a button, presses it and expects that it was taken. */
  async send(button: Words, values: Values = {}): Promise<Page> {
    const from = this.#page.path;
    const page = await this.press(button, values);
    if (page.status !== 200) {
      throw new Stuck(
        `${from}: «${String(button)}» answered ${page.status}: ${page.problems.join("; ") || page.heading}`,
      );
    }
    return page;
  }

  /** What pressing a button would send. */
  form(button: Words, values: Values = {}): { method: "GET" | "POST"; action: string; body: URLSearchParams } {
    const pressed = this.#page
      .all("button")
      .find((element) => (element.attributes.get("type") ?? "submit") === "submit" && matches(nameOf(element), button));
    const form = pressed && this.#formOf(pressed);
    if (pressed === undefined || form === undefined)
      throw new Stuck(`${this.#page.path} has no button ${String(button)}`);
    const body = fill(this.#controlsOf(form), values, this.#page.path);
    const name = pressed.attributes.get("name");
    if (name !== undefined) body.append(name, pressed.attributes.get("value") ?? "");
    return {
      method: form.attributes.get("method")?.toUpperCase() === "POST" ? "POST" : "GET",
      action: pressed.attributes.get("formaction") ?? form.attributes.get("action") ?? this.#page.path,
      body,
    };
  }

  /** Sends raw bytes to an address: what no page would send. */
  async throwAt(path: string, body: string, type = "application/x-www-form-urlencoded"): Promise<Page> {
    return this.#ask("POST", path, body, type);
  }

  /** The token of the last page with a form. */
  get token(): string {
    const input = this.#page.all("input").find((element) => element.attributes.get("name") === "csrf");
    return input?.attributes.get("value") ?? "";
  }

  #formOf(control: Element): Element | undefined {
    const id = control.attributes.get("form");
    if (id !== undefined) return this.#page.all("form").find((form) => form.attributes.get("id") === id);
    let at = control.parent;
    while (at !== undefined && at.tag !== "form") at = at.parent;
    return at;
  }

  #controlsOf(form: Element): Element[] {
    return this.#page.all("input", "select", "textarea").filter((control) => this.#formOf(control) === form);
  }

  async #ask(method: "GET" | "POST", path: string, body?: URLSearchParams | string, type?: string): Promise<Page> {
    let target = method === "GET" && body !== undefined ? `${path.split("?")[0]}?${body}` : path;
    let answer = await this.#request(method, target, method === "POST" ? body : undefined, type);
    for (let hop = 0; answer.status === 303; hop += 1) {
      if (hop === MAX_REDIRECTS) throw new Stuck(`${path} never stops sending elsewhere`);
      await answer.arrayBuffer();
      target = (answer.headers.get("location") ?? "/").split("#")[0] ?? "/";
      answer = await this.#request("GET", target);
    }
    this.#page = new Page({ status: answer.status, path: target, html: await answer.text() });
    return this.#page;
  }

  async #request(
    method: string,
    path: string,
    body?: URLSearchParams | string,
    type = "application/x-www-form-urlencoded",
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, this.#url), {
      method,
      redirect: "manual",
      body: body === undefined ? undefined : String(body),
      headers: {
        "accept-encoding": "identity",
        ...(cookie !== "" && { cookie }),
        ...(body !== undefined && { "content-type": type }),
      },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    const gone = attributes.some((attribute) => /^\s*max-age=0$|^\s*expires=thu, 01 jan 1970/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, decodeURIComponent(pair.slice(at + 1)));
  }
}

function matches(name: string, words: Words): boolean {
  return typeof words === "string" ? name === words : words.test(name);
}

function nameOf(element: Element): string {
  return element.attributes.get("aria-label") ?? lineOf(element);
}

function isChoice(input: Element): boolean {
  return ["checkbox", "radio"].includes(input.attributes.get("type") ?? "");
}

function sentBy(control: Element): string {
  return control.attributes.get("value") ?? (control.tag === "option" ? lineOf(control) : "on");
}

/** What the fields send, with some values changed by the person. */
function fill(controls: readonly Element[], values: Values, path: string): URLSearchParams {
  const body = new URLSearchParams();
  const used = new Set<string>();
  for (const control of controls) {
    const name = control.attributes.get("name");
    if (name === undefined) continue;
    const given = values[name];
    const wanted = given === undefined ? undefined : typeof given === "string" ? [given] : given;
    if (isChoice(control)) {
      const chosen = wanted === undefined ? control.attributes.has("checked") : wanted.includes(sentBy(control));
      if (chosen) body.append(name, sentBy(control));
      if (wanted?.includes(sentBy(control))) used.add(`${name}=${sentBy(control)}`);
      continue;
    }
    const sent = wanted ?? [defaultOf(control)];
    for (const value of sent) {
      if (control.tag === "select" && !hasOption(control, value)) {
        throw new Stuck(`${path}: the field ${name} does not offer «${value}»`);
      }
      if (control.attributes.get("type") !== "file") body.append(name, value);
      used.add(`${name}=${value}`);
    }
  }
  for (const [name, given] of Object.entries(values)) {
    for (const value of typeof given === "string" ? [given] : given) {
      if (!used.has(`${name}=${value}`)) throw new Stuck(`${path} has no field ${name} that takes «${value}»`);
    }
  }
  return body;
}

function defaultOf(control: Element): string {
  if (control.tag === "textarea") return textOf(control);
  if (control.tag !== "select") return control.attributes.get("value") ?? "";
  const options = [...walk(control)].filter(({ tag }) => tag === "option");
  const chosen = options.find((option) => option.attributes.has("selected")) ?? options[0];
  return chosen === undefined ? "" : sentBy(chosen);
}

function hasOption(select: Element, value: string): boolean {
  return [...walk(select)].some((option) => option.tag === "option" && sentBy(option) === value);
}
