// Somebody with a browser without JavaScript, as tests of forms need it: gets a page, takes its token, sends the form.
export interface PageSeen {
  status: number;
  /** Where it sends, if it redirects. */
  location: string | undefined;
  html: string;
  setCookies: readonly string[];
}

export class Visitor {
  readonly #url: string;
  readonly cookies = new Map<string, string>();
  #csrf = "";

  constructor(url: string, session?: string) {
    this.#url = url;
    if (session !== undefined) this.cookies.set("sesion", session);
  }

  async get(path: string): Promise<PageSeen> {
    return this.#seen(await fetch(this.#url + path, { headers: this.#headers(), redirect: "manual" }));
  }

  /** Sends a form with the token of the last page that had one. */
  async post(path: string, fields: Record<string, string | readonly string[]> = {}): Promise<PageSeen> {
    return this.#send(path, { csrf: this.#csrf, ...fields });
  }

  /** Sends it as another site would: with the cookies, without the token. */
  async postWithoutToken(path: string): Promise<PageSeen> {
    return this.#send(path, {});
  }

  /** Takes a token from a page that has a form. */
  async takeToken(): Promise<void> {
    await this.get("/entrar?volver=/");
    if (this.#csrf === "") await this.get("/cuenta");
  }

  async #send(path: string, fields: Record<string, string | readonly string[]>): Promise<PageSeen> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    }
    const response = await fetch(this.#url + path, {
      method: "POST",
      headers: this.#headers(),
      body,
      redirect: "manual",
    });
    return this.#seen(response);
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  async #seen(response: Response): Promise<PageSeen> {
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(pair.indexOf("=") + 1);
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const html = await response.text();
    this.#csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? this.#csrf;
    return { status: response.status, location: response.headers.get("location") ?? undefined, html, setCookies };
  }
}
