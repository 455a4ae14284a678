// Walks the elements of a WebM file (EBML, RFC 8794): enough to take out what describes it and to know how long it lasts, which
// the recorders of browsers do not write down.

export interface EbmlElement {
  id: number;
  /** First byte of the element, first of its content, and one after its last. */
  start: number;
  data: number;
  end: number;
}

const SEGMENT = 0x1853_8067;
const CLUSTER = 0x1f43_b675;
/** Types of track (RFC 9559, 5.1.4.1.3). */
const PICTURES = 1;
const SOUND = 2;
/** Segment, Info, Tracks, TrackEntry, Cluster, BlockGroup. */
const MASTERS = new Set([SEGMENT, 0x1549_a966, 0x1654_ae6b, 0xae, CLUSTER, 0xa0]);

/** Every element, masters before what they hold. Stops where the file stops making sense. */
export function* ebmlElements(body: Buffer): Generator<EbmlElement> {
  let at = 0;
  while (at < body.length) {
    const id = readVint(body, at, false);
    const size = id && readVint(body, at + id.length, true);
    if (id === undefined || size === undefined) return;
    const data = at + id.length + size.length;
    // A live recording does not know how long its segment is: it lasts until the end.
    const end = size.unknown ? body.length : data + size.value;
    if (end > body.length && !MASTERS.has(id.value)) return;
    yield { id: id.value, start: at, data, end: Math.min(end, body.length) };
    at = MASTERS.has(id.value) ? data : end;
  }
}

function readVint(
  body: Buffer,
  at: number,
  masked: boolean,
): { value: number; length: number; unknown: boolean } | undefined {
  const first = body[at];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  if (at + length > body.length) return undefined;
  let value = masked ? first & (0xff >> length) : first;
  let unknown = value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const byte = body[at + index] ?? 0;
    unknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value, length, unknown: masked && unknown };
}

/** Turns an element into empty space of the same length. */
export function voidElement(body: Buffer, { start, end }: EbmlElement): void {
  const length = end - start;
  body.fill(0, start, end);
  body[start] = 0xec;
  if (length < 2) return;
  if (length - 2 < 0x7f) {
    body[start + 1] = 0x80 | (length - 2);
    return;
  }
  body[start + 1] = 0x01;
  body.writeUIntBE(length - 9, start + 3, 6);
}

/** How long a WebM lasts, in seconds, by the instant of its last block; and whether it holds sound and pictures. */
export function readWebm(body: Buffer): { seconds: number; sound: boolean; pictures: boolean } {
  const tracks = new Set<number>();
  let scale = 1_000_000;
  let cluster = 0;
  let last = 0;
  for (const { id, data, end } of ebmlElements(body)) {
    if (id === 0x2ad7b1) scale = unsigned(body, data, end);
    else if (id === 0x83) tracks.add(unsigned(body, data, end));
    else if (id === 0xe7) cluster = unsigned(body, data, end);
    else if ((id === 0xa3 || id === 0xa1) && data + 3 <= end) {
      const track = readVint(body, data, true)?.length ?? 1;
      if (data + track + 2 <= end) last = Math.max(last, cluster + body.readInt16BE(data + track));
    }
  }
  return { seconds: (last * scale) / 1e9, sound: tracks.has(SOUND), pictures: tracks.has(PICTURES) };
}

function unsigned(body: Buffer, data: number, end: number): number {
  const length = Math.min(6, end - data);
  return length < 1 ? 0 : body.readUIntBE(data, length);
}
