import type { FastifyRequest } from "fastify";
import { type RawForm, rawForm } from "./form.ts";
import { Problem } from "./problem.ts";
import type { UploadedFile } from "./route.ts";

/** The fields and files of a form, urlencoded or multipart. Files are read only where the route takes them. */
export async function readForm(
  request: FastifyRequest,
  fileLimit: number,
): Promise<{ raw: RawForm; files: UploadedFile[] }> {
  if (!request.isMultipart()) return { raw: rawForm(request.body), files: [] };
  try {
    return await readParts(request, fileLimit);
  } catch (error) {
    // What the parser cannot read was sent so: only its limits come with a status of their own.
    if (error instanceof Error && "statusCode" in error) throw error;
    throw new Problem(400, "http.badForm.title");
  }
}

/** Files of one form that are read at all; the rest of them are let go by. No form takes as many. */
const MOST_FILES = 8;

async function readParts(request: FastifyRequest, fileLimit: number): Promise<{ raw: RawForm; files: UploadedFile[] }> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const files: UploadedFile[] = [];
  for await (const part of request.parts({ limits: { fileSize: Math.max(fileLimit, 1) } })) {
    if (part.type === "field") {
      fields[part.fieldname] = [...(fields[part.fieldname] ?? []), String(part.value)];
    } else if (files.length >= MOST_FILES) {
      part.file.resume();
    } else {
      const body = await part.toBuffer();
      // A field with no file chosen comes as an empty one without a name; a file with nothing in it has one.
      if ((body.length > 0 || part.filename) && fileLimit > 0) {
        files.push({ field: part.fieldname, name: part.filename, body, tooBig: part.file.truncated });
      }
    }
  }
  return { raw: rawForm(fields), files };
}
