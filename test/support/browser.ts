// A real browser for the tests. Chromium comes inside an npm package: nothing to download; CHROME_PATH overrides it.
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

// One process for all tabs would end with the first tab that closes.
const SHARED_PROCESS = new Set(["--single-process", "--no-zygote"]);

/** Launches Chromium without a window; whoever launches it closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: process.env.CHROME_PATH ?? (await chromium.executablePath()),
    args: chromium.args.filter((argument) => !SHARED_PROCESS.has(argument)),
  });
}
