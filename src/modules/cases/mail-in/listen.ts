// The door of mail: a small server to which the mail server of the entity forwards what arrives at its address. It relays nothing.
import type { SMTPServerDataStream } from "smtp-server";
import type { JobServices } from "#platform/module.ts";
import { readMail } from "./read-mail.ts";
import { takeMail } from "./take-mail.ts";

const MAX_BYTES = 25 * 1024 * 1024;
const MAX_CLIENTS = 20;

export interface MailDoor {
  port: number;
  stop: () => Promise<void>;
}

/** @param url `smtp://host:port` or `lmtp://host:port` */
export async function openMailDoor(
  services: JobServices,
  url: string,
  failed: (error: unknown) => void,
): Promise<MailDoor> {
  const { protocol, hostname, port } = new URL(url);
  // The libraries weigh: they come where messages are taken, and with the first one.
  const { SMTPServer } = await import("smtp-server");
  const server = new SMTPServer({
    lmtp: protocol === "lmtp:",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MAX_BYTES,
    maxClients: MAX_CLIENTS,
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      receive(services, stream, session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address).then(
        (reply) => (reply === undefined ? done() : done(reply)),
        (error: unknown) => {
          failed(error);
          // It was not kept: the server that sends it tries again later.
          done(refusal(451, "Try again later"));
        },
      );
    },
  });
  server.on("error", failed);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(Number(port), hostname, resolve);
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : Number(port),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Answers once it is kept and not before. @returns what to refuse it with */
async function receive(
  services: JobServices,
  stream: SMTPServerDataStream,
  returnPath: string,
): Promise<Error | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    // The rest is read and let go: the sender hears the refusal at its end.
    if (size <= MAX_BYTES) parts.push(part);
  }
  if (stream.sizeExceeded || size > MAX_BYTES) return refusal(552, "Message too big");
  await takeMail(services, await readMail(Buffer.concat(parts), returnPath));
  return undefined;
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
