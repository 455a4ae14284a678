// Sounds made here, with what a recorder would write beside them.

const RATE = 8000;

/** A WAV of some seconds of a low tone, with a LIST chunk that says where and by whom. */
export function inventedWav(seconds: number): Buffer {
  const samples = Buffer.alloc(RATE * seconds, 0x80);
  for (let at = 0; at < samples.length; at += 1) samples[at] = 128 + Math.round(60 * Math.sin(at / 9));
  const info = Buffer.from("INFOIART\x12\x00\x00\x00Ana la de la loma\x00", "latin1");
  const list = Buffer.concat([Buffer.from("LIST"), size(info.length), info, Buffer.alloc(info.length % 2)]);
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(RATE, 4);
  format.writeUInt32LE(RATE, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const body = Buffer.concat([
    Buffer.from("WAVEfmt "),
    size(16),
    format,
    list,
    Buffer.from("data"),
    size(samples.length),
    samples,
  ]);
  return Buffer.concat([Buffer.from("RIFF"), size(body.length), body]);
}

function size(bytes: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(bytes);
  return four;
}

function element(id: string, content: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeUIntBE(content.length, 2, 6);
  length[0] = 0x01;
  return Buffer.concat([Buffer.from(id, "hex"), length, content]);
}

const number = (value: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value);
  return four;
};

/** A WebM as Chrome records it: no duration, a cluster a second, no length of what is still growing, and the program that made it. */
export function inventedWebm(seconds: number): Buffer {
  const head = element("1a45dfa3", Buffer.concat([element("4282", Buffer.from("webm")), element("4287", number(4))]));
  const info = element(
    "1549a966",
    Buffer.concat([element("2ad7b1", number(1_000_000)), element("5741", Buffer.from("TelefonoDeAna"))]),
  );
  const audio = element("e1", Buffer.concat([element("b5", doubleOf(48_000)), element("9f", number(1))]));
  const track = element(
    "ae",
    Buffer.concat([element("d7", number(1)), element("83", number(2)), element("86", Buffer.from("A_OPUS")), audio]),
  );
  const clusters = Array.from({ length: seconds + 1 }, (_, second) => {
    const block = Buffer.concat([Buffer.from([0x81, 0, 0, 0x80]), Buffer.alloc(40, second)]);
    return growing("1f43b675", Buffer.concat([element("e7", number(second * 1000)), element("a3", block)]));
  });
  const tags = element("1254c367", element("7373", element("67c8", element("45a3", Buffer.from("LugarDeAna")))));
  return Buffer.concat([
    head,
    growing("18538067", Buffer.concat([info, element("1654ae6b", track), tags, ...clusters])),
  ]);
}

/** An element written before its length is known (RFC 8794, 6.2). */
function growing(id: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${id}01ffffffffffffff`, "hex"), content]);
}

function doubleOf(value: number): Buffer {
  const eight = Buffer.alloc(8);
  eight.writeDoubleBE(value);
  return eight;
}

/** An MP3 of silence: frames of 26 ms, with a title in front and a name behind. */
export function inventedMp3(seconds: number): Buffer {
  const frame = Buffer.alloc(417);
  // MPEG 1, layer III, 128 kbit/s, 44.1 kHz, mono, no padding.
  frame.set([0xff, 0xfb, 0x90, 0xc4]);
  const title = Buffer.from("\x00LaCasaDeAna", "latin1");
  const tag = Buffer.concat([Buffer.from("TIT2"), number(title.length), Buffer.alloc(2), title]);
  const id3 = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, tag.length]), tag]);
  const v1 = Buffer.alloc(128);
  v1.write("TAGAna de la loma", "latin1");
  return Buffer.concat([id3, ...Array<Buffer>(Math.ceil((seconds * 44_100) / 1152)).fill(frame), v1]);
}

function box(kind: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([number(body.length + 8), Buffer.from(kind, "latin1"), body]);
}

const twoBytes = (value: number): Buffer => {
  const two = Buffer.alloc(2);
  two.writeUInt16BE(value);
  return two;
};

/** What a phone writes in the header boxes: when, in seconds since 1904. */
const RECORDED_AT = 0xe1_23_45_67;

/**
 * An M4A as the recorder of a phone makes it (ISO/IEC 14496-12): its date in three headers, and in `udta` and `meta` where it was
 * recorded (ISO 6709) and with what.
 */
export function inventedM4a(seconds: number): Buffer {
  const dates = Buffer.concat([number(RECORDED_AT), number(RECORDED_AT)]);
  const flags = Buffer.alloc(4);
  const timed = Buffer.concat([number(1000), number(seconds * 1000)]);
  const mvhd = box("mvhd", flags, dates, timed, Buffer.alloc(80));
  const tkhd = box("tkhd", flags, dates, number(1), number(0), number(seconds * 1000), Buffer.alloc(60));
  const mdhd = box("mdhd", flags, dates, timed, Buffer.alloc(4));
  const hdlr = box("hdlr", flags, number(0), Buffer.from("soun"), Buffer.alloc(12), Buffer.from("\0"));
  const sound = box("mp4a", Buffer.alloc(6), twoBytes(1), Buffer.alloc(8), twoBytes(1), twoBytes(16), Buffer.alloc(8));
  const stbl = box("stbl", box("stsd", flags, number(1), sound));
  const trak = box("trak", tkhd, box("mdia", mdhd, hdlr, box("minf", stbl)));
  const place = box("\u00a9xyz", Buffer.from("+03.4372-076.5225+1012/"));
  const loci = box("loci", flags, Buffer.from("CasaDeAna"));
  const named = box("name", Buffer.from("TelefonoDeAna"));
  const meta = box("meta", flags, box("hdlr", flags, number(0), Buffer.from("mdta"), Buffer.alloc(13)), named);
  return Buffer.concat([
    box("ftyp", Buffer.from("M4A "), number(0), Buffer.from("M4A mp42")),
    box("moov", mvhd, trak, box("udta", place, loci), meta),
    box("mdat", Buffer.alloc(4000, 0x2a)),
  ]);
}

/** A page of Ogg (RFC 3533) with one packet, or part of one. */
function oggPage(packet: Buffer, page: { at: number; granule: number; flags: number }): Buffer {
  const lengths = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
  const head = Buffer.alloc(27);
  head.write("OggS");
  head[5] = page.flags;
  head.writeBigUInt64LE(BigInt(page.granule), 6);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(page.at, 18);
  head[26] = lengths.length;
  const whole = Buffer.concat([head, Buffer.from(lengths), packet]);
  whole.writeUInt32LE(oggSum(whole), 22);
  return whole;
}

/** CRC-32 of a page with its own sum as zero, bit by bit as RFC 3533 describes it. */
export function oggSum(page: Buffer): number {
  let sum = 0n;
  for (const [index, byte] of page.entries()) {
    sum ^= BigInt(index >= 22 && index < 26 ? 0 : byte) << 24n;
    for (let bit = 0; bit < 8; bit += 1) {
      sum <<= 1n;
      if (sum & 0x1_0000_0000n) sum ^= 0x1_04c1_1db7n;
    }
  }
  return Number(sum);
}

/** A voice note as messengers send it (Opus in Ogg, RFC 7845), with comments that say where and by whom. */
export function inventedOgg(seconds: number): Buffer {
  const head = Buffer.concat([Buffer.from("OpusHead"), Buffer.from([1, 1, 0, 0]), Buffer.alloc(7)]);
  head.writeUInt32LE(48_000, 12);
  const text = (words: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(words));
    return Buffer.concat([length, Buffer.from(words)]);
  };
  const two = Buffer.alloc(4);
  two.writeUInt32LE(2);
  const tags = Buffer.concat([
    Buffer.from("OpusTags"),
    text("TelefonoDeAna"),
    two,
    text("LOCATION=+03.4372-076.5225/"),
    text("ARTIST=Ana la de la loma"),
  ]);
  const sound = Array.from({ length: seconds }, (_, second) =>
    oggPage(Buffer.alloc(120, second), {
      at: second + 2,
      granule: (second + 1) * 48_000,
      flags: second === seconds - 1 ? 4 : 0,
    }),
  );
  return Buffer.concat([
    oggPage(head, { at: 0, granule: 0, flags: 2 }),
    oggPage(tags, { at: 1, granule: 0, flags: 0 }),
    ...sound,
  ]);
}
