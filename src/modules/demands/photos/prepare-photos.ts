import { prepareAudio } from "#platform/files/prepare-audio.ts";
import { type PreparedFile, prepareFile } from "#platform/files/prepare-file.ts";
import { Problem } from "#platform/http/problem.ts";
import type { UploadedFile } from "#platform/http/route.ts";
import { MAX_PHOTOS, type SentFile } from "./uploads.ts";

/** As a camera makes them: they are kept much smaller. */
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/**
 * The photos of a form, drawn again smaller and without what the camera wrote in them. Slow: before any transaction.
 * @throws Problem 400 at `photos` when one is not a photo, is too big, or there are too many.
 */
export async function preparePhotos(files: readonly UploadedFile[]): Promise<PreparedFile[]> {
  const sent = files.filter(({ field }) => field === "photos");
  if (sent.length > MAX_PHOTOS)
    throw new Problem(400, "demands.photo.many", { field: "photos", parameters: { n: MAX_PHOTOS } });
  const prepared: PreparedFile[] = [];
  for (const file of sent) {
    const one = await prepareFile(file, "photos", { maxBytes: MAX_PHOTO_BYTES });
    if (one.size === undefined) throw new Problem(400, "demands.photo.onlyPhotos", { field: "photos" });
    prepared.push(one);
  }
  return prepared;
}

/** Every file of the form of a need: its photos, and a voice note. @throws Problem 400 at the field that is wrong. */
export async function prepareSent(files: readonly UploadedFile[]): Promise<SentFile[]> {
  const [voice] = files.filter(({ field }) => field === "audio");
  return [...(await preparePhotos(files)), ...(voice === undefined ? [] : [await prepareAudio(voice, "audio")])];
}
