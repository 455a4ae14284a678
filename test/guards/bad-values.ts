// What no page would send, for bad-input.test.ts to throw at every form.

const TOO_MUCH = "a".repeat(100_000);
/** Values as they travel, percent-encoded, each put in every field of a form. */
export const VALUES: Record<string, string> = {
  blank: "",
  spaces: "%20%0A%09",
  "100 KB": TOO_MUCH,
  "NUL and controls": "ok%00%01%1B%7F%0B bien",
  "bytes that are not UTF-8": "%FF%FE%C3%28%ED%A0%80",
  "half a percent": "%ZZ%",
  "a huge number": "9".repeat(40),
  "a number beyond bigint": "9223372036854775808",
  "no number": "NaN",
  "an exponent": "1e309",
  "a negative": "-1",
  "a day that does not exist": "2026-02-30",
  "an instant that does not exist": "2026-13-45T99:99",
  "an hour of a day that does not exist": "2026-02-30T00:00",
  "an hour that does not exist": "2026-12-01T25:00",
  "the year one": "0001-01-01T00:00",
  "a year beyond the calendar": "999999-01-01T00:00",
  "a code of elsewhere": "13101",
  "a path": "..%2F..%2Fetc%2Fpasswd",
  markup: "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3B--",
  "words that objects know": "__proto__",
  "right to left, emoji": "%E2%80%AE%F0%9F%91%A9%F0%9F%8F%BD%E2%80%8D%F0%9F%9A%80",
};

/** Fields that no form has, or the same one many times. */
export const EXTRAS: Record<string, (fields: readonly string[]) => string> = {
  "nothing at all": () => "",
  "names of the machinery": () =>
    "__proto__=x&__proto__[a]=1&constructor=x&prototype=x&toString=x&hasOwnProperty=x&valueOf=1&then=x&%00=x&=x",
  "each field six hundred times": (fields) =>
    fields.flatMap((field) => Array.from({ length: 600 }, (_, n) => `${field}=${n}`)).join("&"),
  "lists where one is expected": (fields) =>
    fields.flatMap((field) => [`${field}=a`, `${field}[]=b`, `${field}[0]=c`]).join("&"),
  "a form longer than any": () => `text=${"b".repeat(300_000)}`,
};

/** What is no form at all, with the type under which it is sent. */
export const BODIES_OF_NO_FORM = [
  ["application/json", '{"csrf":"x"}'],
  ["application/json", "{"],
  ["text/plain", "hola"],
  ["multipart/form-data; boundary=x", "--x\r\nbroken"],
  ["multipart/form-data", "nothing"],
  ["application/x-www-form-urlencoded; charset=utf-16", "a=1"],
] as const;

/** Places, numbers and words of addresses that do not exist. */
export const NOWHERE = ["0", "-1", "abc", "99999999999999999999", "%00", "%FF", "..%2f", "__proto__", "a".repeat(300)];
