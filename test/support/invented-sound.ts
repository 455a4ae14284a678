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
