// What the engine itself cannot read never becomes a request (an address of many thousands of letters, a message cut short): it
// is answered here, on the bare connection, with a page that needs nothing.
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { t } from "../i18n/i18n.ts";
import { renderHtml } from "../views/render-html.ts";

const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what could not be read; `security`: headers of every answer. */
export function refuseUnread(security: Record<string, string>) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    if (socket.writable) socket.write(answerOf(STATUS[error.code ?? ""] ?? 400, security));
    socket.destroy(error);
  };
}

function answerOf(status: number, security: Record<string, string>): string {
  const what = status === 431 ? "tooLong" : "badForm";
  const [title, text] = [t(`http.${what}.title`), t(`http.${what}.text`)];
  const page = `<!doctype html>${renderHtml(
    <html lang="es">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
      </head>
      <body>
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a href="/">{t("http.home")}</a>
        </p>
      </body>
    </html>,
  )}`;
  const headers = {
    ...security,
    "cache-control": "no-store",
    connection: "close",
    "content-type": "text/html; charset=utf-8",
    "content-length": String(Buffer.byteLength(page)),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", page].join("\r\n");
}
