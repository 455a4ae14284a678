// An audio as evidence: found by its content, short, without pictures, and without what the recorder wrote beside the sound.
import { Problem } from "../http/problem.ts";
import { readWebm } from "./ebml.ts";
import { type AudioType, stripAudio } from "./strip-audio.ts";

export interface PreparedAudio {
  type: AudioType;
  body: Buffer;
  /** Whole seconds. */
  seconds: number;
}

export const MAX_AUDIO_BYTES = 6 * 1024 * 1024;
export const MAX_AUDIO_SECONDS = 180;
/** A recorder that stops at three minutes stops a little later. */
const GRACE_SECONDS = 5;

/** What is found in the bytes → how it is kept. A phone says «video» of a container that may hold either. */
const TYPES: Readonly<Record<string, AudioType>> = {
  "audio/webm": "audio/webm",
  "video/webm": "audio/webm",
  "video/matroska": "audio/webm",
  "audio/ogg": "audio/ogg",
  "audio/ogg; codecs=opus": "audio/ogg",
  "audio/opus": "audio/ogg",
  "audio/mp4": "audio/mp4",
  "audio/x-m4a": "audio/mp4",
  "video/mp4": "audio/mp4",
  "audio/mpeg": "audio/mpeg",
  "audio/wav": "audio/wav",
};

/**
 * Prepares a recording of at most three minutes and 6 MB. Slow: call it before opening a transaction.
 * @throws Problem 400 at `field` when it is too big or too long, is not an audio, holds pictures that move, or cannot be read.
 */
export async function prepareAudio(file: { body: Buffer; tooBig: boolean }, field: string): Promise<PreparedAudio> {
  if (file.tooBig || file.body.length > MAX_AUDIO_BYTES)
    throw new Problem(400, "views.file.tooBig", { field, parameters: { n: MAX_AUDIO_BYTES / 1024 / 1024 } });
  // The libraries come with the first audio.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(file.body);
  const type = found === undefined ? undefined : TYPES[found.mime];
  if (type === undefined) throw new Problem(400, "views.file.notAudio", { field });
  const seconds = await secondsOf(file.body, type, field);
  if (seconds > MAX_AUDIO_SECONDS + GRACE_SECONDS)
    throw new Problem(400, "views.file.audioTooLong", { field, parameters: { n: MAX_AUDIO_SECONDS / 60 } });
  const body = stripAudio(file.body, type);
  // What was stripped must still be an audio: else it was not one to begin with.
  await secondsOf(body, type, field);
  return { type, body, seconds: Math.round(seconds) };
}

async function secondsOf(body: Buffer, type: AudioType, field: string): Promise<number> {
  const { seconds, sound, pictures } = type === "audio/webm" ? readWebm(body) : await readOther(body, type, field);
  if (!sound || pictures) throw new Problem(400, "views.file.notAudio", { field });
  if (!(seconds > 0)) throw new Problem(400, "views.file.audioBroken", { field });
  return seconds;
}

/** What is not WebM: the library does not read the clusters of unknown length that Chrome records. */
async function readOther(body: Buffer, type: AudioType, field: string): Promise<ReturnType<typeof readWebm>> {
  const { parseBuffer } = await import("music-metadata");
  const { format } = await parseBuffer(body, { mimeType: type }, { duration: true, skipCovers: true }).catch(() => {
    throw new Problem(400, "views.file.audioBroken", { field });
  });
  const sound = format.hasAudio !== false && (format.codec !== undefined || format.sampleRate !== undefined);
  return { seconds: format.duration ?? 0, sound, pictures: format.hasVideo === true };
}
