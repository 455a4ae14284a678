// The words of a command line, read in one way: what a command does not know is answered with how it is used.
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** The command was asked for what it does not do: whoever runs it answers with its usage. */
export class UsageError extends Error {}

/**
 * Reads the words after the name of a command: one that stands alone (a file, a folder, a process) and its options.
 * @throws UsageError when there is no such word or another one, or an option that does not exist
 */
export function readWords<const T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  const { values, positionals } = parse(args, options);
  const [word, ...rest] = positionals;
  if (word === undefined || word === "" || rest.length > 0) throw new UsageError();
  return { word, values };
}

function parse<const T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(undefined, { cause: error });
  }
}
