import { describe, expect, it } from "vitest";
import { coverPersonalData, findPersonalData, isRut } from "./personal-data.ts";

const covered = (text: string, jurisdiction = "co"): string =>
  coverPersonalData(text, findPersonalData(text, jurisdiction), (kind) => kind);

describe("in Colombia it covers", () => {
  it.each([
    ["Llamen a doña Pepita al 3001234567", "Llamen a doña Pepita al [phone]"],
    ["Mi celular es 315 123 4567, gracias", "Mi celular es [phone], gracias"],
    ["Escriban al +57 310-555-1234.", "Escriban al [phone]."],
    ["Tel: 602 555 1234", "Tel: [phone]"],
    ["el fijo (602) 5551234", "el fijo [phone]"],
    ["Soy Ana, C.C. 16.123.456 de aquí", "Soy Ana, C.C. [document] de aquí"],
    ["mi cédula es 1144123456", "mi cédula es [document]"],
    ["cédula de ciudadanía número 31.456.789", "cédula de ciudadanía número [document]"],
    ["con tarjeta de identidad 1.006.123.456", "con tarjeta de identidad [document]"],
    ["ana.maria+agua@correo.com.co lo sabe", "[email] lo sabe"],
    ["Vivo en la Carrera 8 # 12-45 y no hay luz", "Vivo en la [address] y no hay luz"],
    ["cra 8a bis No. 12b - 45, apto 301", "[address]"],
    ["Calle 5 sur N° 38-20 casa 4", "[address]"],
    ["Cl 9 # 4-50, tel 3112223344", "[address], tel [phone]"],
    ["Avenida 3 norte # 44-12", "[address]"],
  ])("%s", (text, expected) => {
    expect(covered(text)).toBe(expected);
  });
});

describe("in Colombia it leaves alone", () => {
  it.each([
    "Desde 2019 pedimos el puente y en 2026 no hay nada",
    "La obra cuesta 3.200.000.000 de pesos",
    "La obra cuesta $3200000000",
    "Son 3150000000 pesos del presupuesto",
    "Somos 3124567890 votos", // nobody says it, but a unit follows
    "La vía 25 entre el kilómetro 12 y el 18",
    "En la calle 5 con carrera 38 hay un hueco",
    "En la carrera 8 entre calles 12 y 13",
    "El contrato 1144123456 no se cumplió",
    "La Ley 1757 de 2015 y el decreto 1082",
    "Código 76001, ruta 4003",
    "El documento CONPES 3918 lo dice",
    "Somos 12.345 personas y 4.000 casas",
    "De 8:00 a 12:30 y de 2:00 a 5:30",
    "Acueducto: 350 000 000 pesos",
    "Piden 315 millones para el parque",
    "arroba sola @ no es un correo",
    "El 123 y el 141 no contestan",
    "Llamen al 123 cuando pase",
  ])("%s", (text) => {
    expect(covered(text)).toBe(text);
  });
});

describe("in Chile it covers", () => {
  it.each([
    ["Mi RUT es 12.345.678-5", "Mi RUT es [document]"],
    ["rut 7654321-6 por favor", "rut [document] por favor"],
    ["Llámenme al +56 9 8765 4321", "Llámenme al [phone]"],
    ["al 987654321 después de las 6", "al [phone] después de las 6"],
    ["Vivo en Pasaje Los Aromos 1234, Depto 5", "Vivo en [address]"],
    ["en Av. Los Pajaritos N° 2020", "en [address]"],
    ["oficina +56 2 2345 6789", "oficina [phone]"],
  ])("%s", (text, expected) => {
    expect(covered(text, "cl")).toBe(expected);
  });
  it.each([
    "El número 12.345.678-9 no es un RUT",
    "Avenida Matta 2024 metros de vereda",
    "Calle Los Aromos 2025: pavimento pendiente",
    "La Ruta 68 y la 5 Sur",
    "Cuesta 900.000.000 de pesos",
    "987654321 pesos",
    "Pasaje Los Aromos de la villa sin luz",
    "Carrera 8 # 12-45", // a format of elsewhere
  ])("and leaves alone: %s", (text) => {
    expect(covered(text, "cl")).toBe(text);
  });
});

describe("the check digit of a RUT", () => {
  it.each(["12.345.678-5", "7654321-6", "11.111.111-1", "10.000.013-K", "22.222.222-2"])("%s", (rut) => {
    expect(isRut(rut)).toBe(true);
  });
  it.each(["12.345.678-9", "11.111.111-2", "1-9", "texto"])("not %s", (rut) => {
    expect(isRut(rut)).toBe(false);
  });
});

it("knows nothing of the documents of other countries, only what is equal everywhere", () => {
  expect(covered("cédula 16.123.456, ana@correo.com", "xx")).toBe("cédula 16.123.456, [email]");
});

it("takes no longer on a text made to hurt it", () => {
  const text = "1".repeat(4000) + "calle ".repeat(300) + "a@".repeat(1000) + "3 ".repeat(1000);
  expect(findPersonalData(text, "co").length).toBeLessThan(50);
  expect(findPersonalData(text, "cl").length).toBeLessThan(50);
});
