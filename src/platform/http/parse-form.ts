// A sent form as lists of strings. Bytes that are not UTF-8 become U+FFFD, as everywhere else on the web; the parser that
// comes with the framework leaves the whole field in its percent signs instead.

/** The fields of `application/x-www-form-urlencoded`, in order; a name sent several times holds several values. */
export function parseForm(body: string): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of new URLSearchParams(body)) {
    const list = fields[name];
    if (list === undefined) fields[name] = [value];
    else list.push(value);
  }
  return fields;
}
