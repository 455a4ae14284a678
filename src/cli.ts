// The command line: `npm run -s sigesi -- …`.
import { runCommand } from "./commands.ts";
import { oldNode } from "./node-version.ts";

const old = oldNode();
if (old === undefined) {
  process.exitCode = await runCommand(process.argv.slice(2), {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    env: process.env,
  });
} else {
  process.stderr.write(`${old}\n`);
  process.exitCode = 1;
}
