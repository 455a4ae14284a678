import { describe, expect, it } from "vitest";
import {
  inventedM4a,
  inventedMp3,
  inventedOgg,
  inventedWav,
  inventedWebm,
  oggSum,
} from "#test/support/invented-sound.ts";
import { Problem } from "../http/problem.ts";
import { prepareAudio } from "./prepare-audio.ts";

const prepare = (body: Buffer, tooBig = false) => prepareAudio({ body, tooBig }, "audio");
const refusal = (body: Buffer, tooBig = false) =>
  prepare(body, tooBig).then(
    () => "taken",
    (error: unknown) => (error instanceof Problem ? error.key : String(error)),
  );

describe("an audio", () => {
  it.each([
    ["WAV", inventedWav(7), "audio/wav", "Ana la de la loma"],
    ["WebM of a browser, which does not say how long it lasts", inventedWebm(7), "audio/webm", "DeAna"],
    ["MP3", inventedMp3(7), "audio/mpeg", "Ana"],
    ["M4A of a phone", inventedM4a(7), "audio/mp4", "TelefonoDeAna"],
    ["Ogg of a messenger", inventedOgg(7), "audio/ogg", "Ana la de la loma"],
  ])(
    "%s: is known by its content, timed, and loses what was written beside the sound",
    async (_name, body, type, secret) => {
      expect(body.includes(secret)).toBe(true);
      const prepared = await prepare(body);
      expect([prepared.type, prepared.seconds]).toEqual([type, 7]);
      expect(prepared.body.includes(secret)).toBe(false);
      expect(prepared.body.length).toBeGreaterThan(100);
    },
  );

  it("M4A: no place, no phone and no date is left, and the sound does not move", async () => {
    const body = inventedM4a(3);
    const { body: left } = await prepare(body);
    for (const trace of ["+03.4372-076.5225", "CasaDeAna", "Telefono", "\xe1\x23\x45\x67"])
      expect([trace, left.includes(Buffer.from(trace, "latin1")), body.includes(Buffer.from(trace, "latin1"))]).toEqual(
        [trace, false, true],
      );
    expect(left.length).toBe(body.length);
    expect(left.indexOf("mdat")).toBe(body.indexOf("mdat"));
    expect(left.subarray(-4000)).toEqual(Buffer.alloc(4000, 0x2a));
  });

  it("Ogg: no comment is left, and every page is still whole", async () => {
    const body = inventedOgg(3);
    const { body: left } = await prepare(body);
    for (const trace of ["+03.4372-076.5225", "LOCATION", "Telefono", "Ana"]) expect(left.includes(trace)).toBe(false);
    expect(left.length).toBe(body.length);
    const pages = [...left.toString("latin1").matchAll(/OggS/g)].map(({ index }) => index);
    expect(pages).toHaveLength(5);
    for (const [n, start] of pages.entries()) {
      const page = left.subarray(start, pages[n + 1] ?? left.length);
      expect([n, page.readUInt32LE(22)]).toEqual([n, oggSum(page)]);
    }
  });

  it.each([
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>"), "views.file.notAudio"],
    ["nothing that anybody knows", Buffer.alloc(5000, 7), "views.file.notAudio"],
    ["a document", Buffer.from("%PDF-1.4\n%%EOF\n"), "views.file.notAudio"],
    ["half a header", inventedWav(3).subarray(0, 30), "views.file.notAudio"],
    ["a WebM that says of no sound", inventedWebm(3).subarray(0, 90), "views.file.notAudio"],
    ["a WebM of one instant", inventedWebm(0), "views.file.audioBroken"],
    ["four minutes", inventedWav(240), "views.file.audioTooLong"],
    ["four minutes that do not say so", inventedWebm(240), "views.file.audioTooLong"],
    ["ten megabytes", Buffer.alloc(10 * 1024 * 1024), "views.file.tooBig"],
  ])("refuses %s", async (_name, body, key) => {
    expect(await refusal(body)).toBe(key);
  });

  it("refuses what was cut at the limit of the form", async () => {
    expect(await refusal(inventedWav(1), true)).toBe("views.file.tooBig");
  });
});
