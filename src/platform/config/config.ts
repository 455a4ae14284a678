// Every setting of the program, read from the environment and checked once at start.
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ROOT } from "./root.ts";

const port = z.coerce.number().int().min(0).max(65_535);

const settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PROGRAM_PASSWORD: z.string().min(8, "at least 8 characters").optional(),
  ENTITY: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "the name of a folder of entities/")
    .optional(),
  ENTITIES_DIR: z.string().default(join(ROOT, "entities")),
  VAR_DIR: z.string().default(join(ROOT, "var")),
  HOST: z
    .string()
    .refine((host) => host === "localhost" || isIP(host) > 0, "an IP address or localhost")
    .optional(),
  PORT: port.default(3000),
  METRICS_PORT: port.default(9464),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET_KEY: z.string().min(32, "at least 32 characters").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  JOBS: z.enum(["on", "off"]).default("on"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().default("sigesi@localhost.invalid"),
  TRUST_PROXY: z.enum(["on", "off"]).default("off"),
  RATE_LIMITS: z.enum(["on", "off"]).default("on"),
});

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
  secretKey: string | undefined;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  jobs: boolean;
  smtpUrl: string | undefined;
  mailFrom: string;
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
    const issue = parsed.error.issues[0];
    throw new ConfigError(`The setting ${issue?.path.join(".")} is wrong: ${issue?.message}.`);
  }
  const s = parsed.data;
  const publicUrl = (s.PUBLIC_URL ?? `http://localhost:${s.PORT}`).replace(/\/+$/, "");
  const { protocol, hostname, pathname } = new URL(publicUrl);
  if (pathname !== "/") throw new ConfigError("The setting PUBLIC_URL is wrong: it takes no path after the host.");
  if (protocol === "http:" && hostname !== "localhost") {
    throw new ConfigError(
      "The setting PUBLIC_URL is wrong: it must begin with https:// unless it is http://localhost.",
    );
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
    secretKey: s.SECRET_KEY,
    logLevel: s.LOG_LEVEL,
    jobs: s.JOBS === "on",
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    trustProxy: s.TRUST_PROXY === "on",
    rateLimits: s.RATE_LIMITS === "on",
    demo: options.demo ?? false,
  };
}
