// The command line: `npm run -s sigesi -- …`.
import { runCommand } from "./commands.ts";

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
});
