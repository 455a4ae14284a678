import { describe, expect, it } from "vitest";
import { inventedMp3, inventedWav, inventedWebm } from "#test/support/invented-sound.ts";
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
