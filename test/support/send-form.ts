// A form with files, sent as a browser does.
import type { Person } from "./person.ts";

export interface Sent {
  status: number;
  html: string;
  location: string;
}

/** Posts fields and files to an address with the cookies and the token of the last page of a person. */
export async function sendForm(
  url: string,
  person: Person,
  path: string,
  fields: Record<string, string>,
  files: Record<string, readonly Blob[]> = {},
): Promise<Sent> {
  const form = new FormData();
  form.set("csrf", person.token);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, blobs] of Object.entries(files)) for (const blob of blobs) form.append(name, blob, "archivo.jpg");
  const response = await fetch(new URL(path, url), {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
  });
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    person.cookies.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)));
  }
  return { status: response.status, html: await response.text(), location: response.headers.get("location") ?? "" };
}
