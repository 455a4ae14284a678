/** Joins the class names that apply; false and undefined are left out. Only this folder writes classes. */
export function cx(...names: (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(" ") || undefined;
}
