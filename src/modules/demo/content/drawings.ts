// Drawings that stand for the photos that people send: no photo of a real place nor of anybody is in the demonstration.
import { type PreparedFile, prepareFile } from "#platform/files/prepare-file.ts";

const SKY = `<rect width="800" height="600" fill="#cfe3ee"/><circle cx="650" cy="110" r="46" fill="#ffc94a"/>
  <path d="M0 330 L170 190 L300 300 L470 160 L640 290 L800 210 V600 H0Z" fill="#7fa07a"/><path d="M0 380 Q400 320 800 390 V600 H0Z" fill="#98b383"/>`;

const SCENES = [
  // A road with holes.
  `<path d="M330 360 L470 360 L720 600 L90 600Z" fill="#8b8378"/><path d="M400 375v30m0 40v45m0 55v55" stroke="#f3ede2" stroke-width="9"/>
   <ellipse cx="330" cy="500" rx="70" ry="20" fill="#4b443c"/><ellipse cx="480" cy="440" rx="42" ry="12" fill="#4b443c"/><ellipse cx="520" cy="560" rx="80" ry="22" fill="#5f88a3"/>`,
  // A tank without a pipe.
  `<rect x="300" y="300" width="200" height="180" rx="14" fill="#b9b2a6"/><ellipse cx="400" cy="300" rx="100" ry="24" fill="#d9d1c3"/>
   <rect x="320" y="480" width="24" height="70" fill="#6b655b"/><rect x="456" y="480" width="24" height="70" fill="#6b655b"/><path d="M500 430h90v60" stroke="#57524a" stroke-width="16" fill="none"/>`,
  // A bridge that the river took.
  `<path d="M0 470 Q200 430 400 470 T800 470 V600 H0Z" fill="#5f88a3"/><path d="M0 400h280l20 30H0Zm800 0H540l-20 30h280Z" fill="#8a5a36"/>
   <path d="M60 400v-60m80 60v-60m80 60v-60m380 60v-60m80 60v-60" stroke="#6f4526" stroke-width="12"/><path d="M300 430l40 60m180-60l-34 44" stroke="#6f4526" stroke-width="10"/>`,
  // A school without part of its roof.
  `<rect x="200" y="330" width="400" height="190" fill="#f3ede2"/><path d="M180 330 L400 230 L470 262 L455 290 L500 300 L490 330Z" fill="#a8441b"/>
   <rect x="240" y="370" width="80" height="70" fill="#5f88a3"/><rect x="480" y="370" width="80" height="70" fill="#5f88a3"/><rect x="365" y="400" width="70" height="120" fill="#0b5d4e"/>`,
];

/** The same, mended: what an agency shows of what it did. */
const MENDED = [
  `<path d="M330 360 L470 360 L720 600 L90 600Z" fill="#57524a"/><path d="M400 375v30m0 40v45m0 55v55" stroke="#ffc94a" stroke-width="9"/>
   <path d="M330 360 L90 600m380-240 250 240" stroke="#f3ede2" stroke-width="8"/>`,
  `<rect x="300" y="270" width="200" height="210" rx="14" fill="#5f88a3"/><ellipse cx="400" cy="270" rx="100" ry="24" fill="#d9d1c3"/>
   <path d="M500 440h120v70" stroke="#0b5d4e" stroke-width="18" fill="none"/><path d="M620 520v50" stroke="#cfe3ee" stroke-width="10"/><path d="M320 480v70m144-70v70" stroke="#6b655b" stroke-width="24"/>`,
  `<path d="M0 470 Q200 430 400 470 T800 470 V600 H0Z" fill="#5f88a3"/><path d="M0 396h800v34H0Z" fill="#8a5a36"/>
   <path d="M40 396v-64m120 64v-64m120 64v-64m120 64v-64m120 64v-64m120 64v-64m120 64v-64M0 336h800" stroke="#6f4526" stroke-width="12"/>`,
  `<rect x="200" y="330" width="400" height="190" fill="#f3ede2"/><path d="M180 330 L400 220 L620 330Z" fill="#a8441b"/>
   <path d="M240 370h80v70h-80Zm240 0h80v70h-80Z" fill="#5f88a3"/><rect x="365" y="400" width="70" height="120" fill="#0b5d4e"/>`,
];

/** How many drawings there are. */
export const DRAWINGS = SCENES.length;

/** A drawing as a photo that was sent: prepared as any other. `mended`: of what was done about it. */
export async function drawPhoto(index: number, mended = false): Promise<PreparedFile> {
  const { default: sharp } = await import("sharp");
  const scene = (mended ? MENDED : SCENES)[index % DRAWINGS] ?? "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">${SKY}${scene}</svg>`;
  const body = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
  return prepareFile({ body, tooBig: false }, "photo");
}
