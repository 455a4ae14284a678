// Takes out of an audio what the recorder wrote beside the sound (place, names, dates, programs), without touching the sound
// itself. What a voice says and how it says it stays: no program can make a voice anonymous.
import { ebmlElements, voidElement } from "./ebml.ts";

export type AudioType = "audio/webm" | "audio/ogg" | "audio/mp4" | "audio/mpeg" | "audio/wav";

/** A copy without metadata. Boxes keep their size, so that nothing that points into the file moves. */
export function stripAudio(body: Buffer, type: AudioType): Buffer {
  const copy = Buffer.from(body);
  if (type === "audio/mpeg") return withoutTags(copy);
  if (type === "audio/mp4") blankBoxes(copy, 0, copy.length);
  if (type === "audio/ogg") blankComments(copy);
  if (type === "audio/webm") blankElements(copy);
  if (type === "audio/wav") blankChunks(copy);
  return copy;
}

/** ID3v2 in front, ID3v1 and APEv2 behind. */
function withoutTags(body: Buffer): Buffer {
  let audio = body;
  while (audio.subarray(0, 3).toString("latin1") === "ID3" && audio.length > 10) {
    const [a = 0, b = 0, c = 0, d = 0] = audio.subarray(6, 10);
    const footer = ((audio[5] ?? 0) & 0x10) === 0 ? 0 : 10;
    audio = audio.subarray(10 + ((a << 21) | (b << 14) | (c << 7) | d) + footer);
  }
  if (audio.subarray(-128, -125).toString("latin1") === "TAG") audio = audio.subarray(0, -128);
  if (audio.length > 32 && audio.subarray(-32, -24).toString("latin1") === "APETAGEX") {
    const size = audio.readUInt32LE(audio.length - 20);
    const header = (audio.readUInt32LE(audio.length - 12) & 0x8000_0000) === 0 ? 0 : 32;
    audio = audio.subarray(0, Math.max(0, audio.length - size - header));
  }
  return Buffer.from(audio);
}

const CONTAINERS = new Set(["moov", "trak", "mdia", "minf", "stbl", "moof", "traf", "edts"]);
const BLANKED = new Set(["udta", "meta", "uuid"]);
const DATED = new Set(["mvhd", "tkhd", "mdhd"]);

/** Boxes of ISO base media (ISO/IEC 14496-12): what describes becomes free space, and dates become zero. */
function blankBoxes(body: Buffer, from: number, to: number): void {
  let at = from;
  while (at + 8 <= to) {
    let size = body.readUInt32BE(at);
    const kind = body.toString("latin1", at + 4, at + 8);
    let head = 8;
    if (size === 1 && at + 16 <= to) {
      size = Number(body.readBigUInt64BE(at + 8));
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) return;
    if (CONTAINERS.has(kind)) blankBoxes(body, at + head, at + size);
    else if (BLANKED.has(kind)) {
      body.write("free", at + 4, "latin1");
      body.fill(0, at + head, at + size);
    } else if (DATED.has(kind)) body.fill(0, at + head + 4, at + head + 4 + (body[at + head] === 1 ? 16 : 8));
    at += size;
  }
}

/** The comment header of Opus and Vorbis (RFC 7845, 5.2): no comments, and zeros where they were. */
function blankComments(body: Buffer): void {
  let at = 0;
  let inside = false;
  while (at + 27 <= body.length && body.toString("latin1", at, at + 4) === "OggS") {
    const segments = body[at + 26] ?? 0;
    const start = at + 27 + segments;
    const lengths = body.subarray(at + 27, start);
    const end = start + lengths.reduce((sum, length) => sum + length, 0);
    if (end > body.length) return;
    const magic = ["OpusTags", "\x03vorbis"].find(
      (word) => body.toString("latin1", start, start + word.length) === word,
    );
    if (magic !== undefined || inside) {
      const last = lengths.findIndex((length) => length < 255);
      const packetEnd =
        last === -1 ? end : start + lengths.subarray(0, last + 1).reduce((sum, length) => sum + length, 0);
      let zero = start;
      if (magic !== undefined) {
        const vendor = start + magic.length;
        zero = vendor;
        if (vendor + 8 <= packetEnd) {
          body.writeUInt32LE(0, vendor);
          body.writeUInt32LE(0, vendor + 4);
          zero = vendor + 8;
        }
        // Vorbis ends its header with a bit of framing.
        if (magic !== "OpusTags" && zero < packetEnd) body[zero++] = 1;
      }
      body.fill(0, zero, packetEnd);
      inside = last === -1;
      body.writeUInt32LE(0, at + 22);
      body.writeUInt32LE(oggCrc(body.subarray(at, end)), at + 22);
    }
    at = end;
  }
}

/** CRC-32 of an Ogg page: polynomial 0x04c11db7, not reflected, from zero (RFC 3533). */
function oggCrc(page: Buffer): number {
  let crc = 0;
  for (const byte of page) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  }
  return crc >>> 0;
}

/** Tags, Attachments, and in Info the title, the date and the programs (Matroska, RFC 9559). */
const DESCRIBING = new Set([0x1254_c367, 0x1941_a469, 0x7ba9, 0x4461, 0x4d80, 0x5741, 0x73a4, 0x536e]);

function blankElements(body: Buffer): void {
  for (const element of ebmlElements(body)) if (DESCRIBING.has(element.id)) voidElement(body, element);
}

const DESCRIBING_CHUNKS = new Set(["LIST", "id3 ", "ID3 ", "bext", "iXML", "_PMX", "axml"]);

function blankChunks(body: Buffer): void {
  let at = 12;
  while (at + 8 <= body.length) {
    const size = body.readUInt32LE(at + 4);
    if (DESCRIBING_CHUNKS.has(body.toString("latin1", at, at + 4))) {
      body.write("junk", at, "latin1");
      body.fill(0, at + 8, Math.min(body.length, at + 8 + size));
    }
    at += 8 + size + (size % 2);
  }
}
