// A real browser for the tests. Chromium comes inside an npm package: nothing to download; CHROME_PATH overrides it.
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";

// One process for all tabs would end with the first tab that closes.
const SHARED_PROCESS = new Set(["--single-process", "--no-zygote"]);
/** A step that takes longer has failed; the default of 30 s only makes a red run slow. */
const STEP_MS = 10_000;

/** Launches Chromium without a window; whoever launches it closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: process.env.CHROME_PATH ?? (await chromium.executablePath()),
    args: chromium.args.filter((argument) => !SHARED_PROCESS.has(argument)),
  });
}

export interface Person {
  browser: Browser;
  url: string;
  /** Session token of somebody who signed in. */
  session?: string;
  javaScript?: boolean;
  width?: number;
}

/** The browser of one person: their own cookies, their own screen. */
export async function newPerson(person: Person): Promise<BrowserContext> {
  const { browser, url, session, javaScript = false, width = 390 } = person;
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 844 },
    locale: "es-CO",
  });
  context.setDefaultTimeout(STEP_MS);
  if (session !== undefined) {
    await context.addCookies([{ name: "sesion", value: session, url, httpOnly: true, sameSite: "Lax" }]);
  }
  return context;
}
