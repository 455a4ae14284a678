// Every setting of the program, read from the environment and checked once at start.
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import { t, translate } from "../i18n/i18n.ts";
import { ROOT } from "./root.ts";

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535);

const settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PROGRAM_PASSWORD: z.string().min(8).optional(),
  ENTITY: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .optional(),
  ENTITIES_DIR: z.string().default(join(ROOT, "entities")),
  VAR_DIR: z.string().default(join(ROOT, "var")),
  HOST: z
    .string()
    .refine((host) => host === "localhost" || isIP(host) > 0)
    .optional(),
  PORT: port.prefault("3000"),
  METRICS_PORT: port.prefault("9464"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  JOBS: z.enum(["on", "off"]).default("on"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().default("sigesi@localhost.invalid"),
  MAIL_IN: z.url({ protocol: /^(smtp|lmtp)$/ }).optional(),
  TRUST_PROXY: z.enum(["on", "off"]).default("off"),
  RATE_LIMITS: z.enum(["on", "off"]).default("on"),
});

/** Every setting, in the order of the list, with its value when nobody gives it. */
export function defaultSettings(): Record<string, string | undefined> {
  const defaults: Record<string, unknown> = settings.parse({});
  return Object.fromEntries(
    Object.keys(settings.shape).map((name) => [
      name,
      defaults[name] === undefined ? undefined : String(defaults[name]),
    ]),
  );
}

export interface Config {
  databaseUrl: string | undefined;
  programPassword: string | undefined;
  entity: string;
  entitiesDir: string;
  varDir: string;
  host: string;
  port: number;
  metricsPort: number;
  /** Origin that people see, without a final slash. */
  publicUrl: string;
  /** Cookies are `__Host-` and Secure unless people come by http://localhost. */
  secure: boolean;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  jobs: boolean;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Where messages of people are taken; undefined: nowhere. */
  mailIn: string | undefined;
  trustProxy: boolean;
  /** Off only where one machine plays many people: benches and tests of load. */
  rateLimits: boolean;
  demo: boolean;
}

/** The entity that this copy of the program was made for: data, so that no entity is named in the code. */
function defaultEntity(): string {
  return readFileSync(join(ROOT, "entities", "default"), "utf8").trim();
}

/** A setting that is wrong: one clear sentence for the person who starts the program. */
export class ConfigError extends Error {}

/**
 * Reads and checks the settings.
 * @throws ConfigError with one sentence that names the setting and what it needs.
 */
export function readConfig(env: Record<string, string | undefined>, options: { demo?: boolean } = {}): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    throw new ConfigError(t("config.wrong", { name, needs: translate(`config.needs.${name}`) }));
  }
  const s = parsed.data;
  if (s.PORT === s.METRICS_PORT && s.PORT !== 0) throw new ConfigError(t("config.samePort", { port: String(s.PORT) }));
  const publicUrl = (s.PUBLIC_URL ?? `http://localhost:${s.PORT}`).replace(/\/+$/, "");
  const { protocol, hostname, origin, href } = new URL(publicUrl);
  if (href !== `${origin}/`) throw new ConfigError(t("config.noPath"));
  if (protocol === "http:" && hostname !== "localhost") {
    throw new ConfigError(t("config.notSecure"));
  }
  return {
    databaseUrl: s.DATABASE_URL,
    programPassword: s.PROGRAM_PASSWORD,
    entity: s.ENTITY ?? defaultEntity(),
    entitiesDir: resolve(s.ENTITIES_DIR),
    varDir: resolve(s.VAR_DIR),
    host: s.HOST ?? "127.0.0.1",
    port: s.PORT,
    metricsPort: s.METRICS_PORT,
    publicUrl,
    secure: protocol === "https:",
    logLevel: s.LOG_LEVEL,
    jobs: s.JOBS === "on",
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    mailIn: s.MAIL_IN,
    trustProxy: s.TRUST_PROXY === "on",
    rateLimits: s.RATE_LIMITS === "on",
    demo: options.demo ?? false,
  };
}

/** Where messages are left when no mail server is configured. */
export function mailFolder({ varDir }: Config): string {
  return join(varDir, "mail");
}
