// What somebody sent becomes what everybody may open: the type is the one found in the bytes, never the one declared, and a
// photo is drawn again, smaller and without what the camera wrote in it (place, time, owner of the phone).
import { isUtf8 } from "node:buffer";
import type { Sharp } from "sharp";
import { Problem } from "../http/problem.ts";
import { readTable } from "../tabular/read-table.ts";
import { TableProblem } from "../tabular/table-problem.ts";

export interface PreparedFile {
  type: "image/jpeg" | "image/png" | "image/webp" | "application/pdf" | "text/csv";
  body: Buffer;
  /** Pixels; undefined for documents. */
  size: { width: number; height: number } | undefined;
  /** The same photo for a list on a phone: a JPEG of some 20 KB. */
  small: Buffer | undefined;
}

export const MAX_FILE_BYTES = 5 * 1024 * 1024;
const LONGEST_SIDE = 1600;
/** The longest side of the small one, in pixels. */
export const SMALL_SIDE = 480;
/** A small file can unfold into gigabytes of pixels. */
const MAX_PIXELS = 60_000_000;
const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

/**
 * Prepares a photo (JPEG, PNG, WebP) or a PDF of at most 5 MB, if no other limit is given. Slow: call it before opening a transaction.
 * @param field name of the form's field, for the summary of errors.
 * @throws Problem 400 if it is too big, of another type, or cannot be read. A PDF is kept as it came, with its metadata.
 */
export async function prepareFile(
  file: { body: Buffer; tooBig: boolean },
  field: string,
  { maxBytes = MAX_FILE_BYTES }: { maxBytes?: number } = {},
): Promise<PreparedFile> {
  if (file.tooBig || file.body.length > maxBytes)
    throw new Problem(400, "views.file.tooBig", { field, parameters: { n: Math.floor(maxBytes / 1024 / 1024) } });
  if (file.body.length === 0) throw new Problem(400, "views.file.empty", { field });
  // The libraries weigh as much as the rest of the program: they come with the first file.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(file.body);
  if (found?.mime === "application/pdf")
    return { type: "application/pdf", body: file.body, size: undefined, small: undefined };
  const type = PHOTO_TYPES.find((photo) => photo === found?.mime);
  if (type === undefined) throw new Problem(400, "views.file.wrongType", { field });
  const { default: sharp } = await import("sharp");
  await refuseHuge(file.body, field);
  try {
    const drawn = sharp(file.body, { limitInputPixels: MAX_PIXELS, failOn: "error" })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true });
    const { data, info } = await inFormat(drawn, type).toBuffer({ resolveWithObject: true });
    const small = await sharp(data)
      .resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 65, mozjpeg: true })
      .toBuffer();
    return { type, body: data, size: { width: info.width, height: info.height }, small };
  } catch {
    throw new Problem(400, "views.file.broken", { field });
  }
}

/**
 * As `prepareFile`, and also takes a table in CSV (UTF-8): every row is read, so that what people download is a table.
 * @throws Problem 400 as `prepareFile` does.
 */
export async function prepareDocument(file: { body: Buffer; tooBig: boolean }, field: string): Promise<PreparedFile> {
  const csv = !file.tooBig && file.body.length <= MAX_FILE_BYTES && (await isCsv(file.body));
  return csv ? { type: "text/csv", body: file.body, size: undefined, small: undefined } : prepareFile(file, field);
}

async function isCsv(body: Buffer): Promise<boolean> {
  if (!isUtf8(body)) return false;
  const { fileTypeFromBuffer } = await import("file-type");
  if ((await fileTypeFromBuffer(body)) !== undefined) return false;
  let rows = 0;
  try {
    for await (const { values, fault } of readTable(body, { format: "csv" })) {
      if (fault !== undefined || Object.keys(values).length < 2) return false;
      rows += 1;
    }
  } catch (error) {
    if (error instanceof TableProblem) return false;
    throw error;
  }
  return rows > 0;
}

/** Reads only the header: a photo that would fill the memory is refused before it is unfolded, and says by how much. */
async function refuseHuge(body: Buffer, field: string): Promise<void> {
  const { default: sharp } = await import("sharp");
  const { width = 0, height = 0 } = await sharp(body, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ width: 0, height: 0 }));
  if (width * height <= MAX_PIXELS) return;
  const millions = Math.round((width * height) / 1_000_000);
  throw new Problem(400, "views.file.tooManyPixels", {
    field,
    parameters: { n: millions, most: MAX_PIXELS / 1_000_000 },
  });
}

function inFormat(image: Sharp, type: (typeof PHOTO_TYPES)[number]): Sharp {
  if (type === "image/png") return image.png({ compressionLevel: 9 });
  if (type === "image/webp") return image.webp({ quality: 80 });
  return image.jpeg({ quality: 80, mozjpeg: true });
}
