import { expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

it("starts with nothing set", () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", publicUrl: "http://localhost:3000", secure: false });
});

it("takes https from the address that people see, for its cookies", () => {
  expect(readConfig({ PUBLIC_URL: "https://participa.example.org/" })).toMatchObject({
    publicUrl: "https://participa.example.org",
    secure: true,
  });
});

it.each([
  ["PORT", "abc"],
  ["PORT", "70000"],
  ["METRICS_PORT", "-1"],
  ["METRICS_PORT", "3000"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["PUBLIC_URL", "http://participa.example.org"],
  ["PUBLIC_URL", "https://example.org/algo"],
  ["PUBLIC_URL", "https://example.org?x=1"],
  ["PUBLIC_URL", "https://ines:secreto@example.org"],
  ["PUBLIC_URL", "hola"],
  ["HOST", "una casa"],
  ["ENTITY", "../etc"],
  ["LOG_LEVEL", "mucho"],
  ["JOBS", "tal vez"],
  ["SMTP_URL", "http://x"],
  ["MAIL_FROM", "nadie"],
  ["RATE_LIMITS", "si"],
])("says in one sentence what %s needs when it is %s", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^El ajuste ${name} no sirve: [^\\n]+\\.$`));
});
