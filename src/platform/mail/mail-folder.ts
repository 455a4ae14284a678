// The messages that were left as files (see `fileMail`), for those who try the program.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

export interface FiledMail {
  /** File name without extension. */
  name: string;
  to: string;
  subject: string;
  text: string;
  at: Date;
}

/** The newest messages of a folder; none when it does not exist. */
export async function listFiledMail(folder: string, most: number): Promise<FiledMail[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".txt"));
  const dated = await Promise.all(files.map(async (file) => ({ file, at: (await stat(join(folder, file))).mtime })));
  const newest = dated.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, most);
  return Promise.all(
    newest.map(async ({ file, at }) => {
      const [head = "", ...text] = (await readFile(join(folder, file), "utf8")).split("\n\n");
      const header = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(head)?.[1] ?? "";
      return { name: file.slice(0, -4), to: header("To"), subject: header("Subject"), text: text.join("\n\n"), at };
    }),
  );
}
