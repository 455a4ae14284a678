/** Joins the class names that apply; false and undefined are left out. Only this folder writes classes. */
export function cx(...names: (string | false | undefined)[]): string | undefined {
  let joined = "";
  for (const name of names) if (name) joined += joined === "" ? name : ` ${name}`;
  return joined === "" ? undefined : joined;
}
