// What the terminal says when the demonstration is ready, to whoever started it, in both languages.
import { LOCALES, type Region, t, withLocale } from "#platform/i18n/i18n.ts";

/** The address and what to try. */
export function demoWelcome(publicUrl: string, region: Region): string {
  const said = LOCALES.map((locale) =>
    withLocale(locale, region, () => t("demo.welcome", { home: publicUrl, demo: `${publicUrl}/demo` })),
  );
  return `\n${said.join("\n\n")}\n\n`;
}
