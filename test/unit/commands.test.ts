// What every command says to whoever asks it for what it does not do.
import { describe, expect, it, test } from "vitest";
import { ConfigError } from "#platform/config/config.ts";
import { commands, runCommand } from "../../src/commands.ts";
import { oldNode } from "../../src/node-version.ts";
import { readStart } from "../../src/start.ts";

async function run(...args: string[]) {
  const said = { stdout: "", stderr: "" };
  const code = await runCommand(args, {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    env: { VAR_DIR: "/dev/null/nowhere" },
  });
  return { code, ...said };
}

const INDICES = ["index hdi", "index spi", "index mpi", "index gini", "index composite", "progress"];
/** They read files and no setting. */
const WITHOUT_SETTINGS = ["tally", "entity check", "groups", "priorities", "cases due", ...INDICES];
/** What they ask for besides the file. */
const INTO: Record<string, readonly string[]> = {
  "import demands": ["--process", "p"],
  "import commitments": ["--process", "p"],
  "import conversation": ["--process", "p"],
  "import plan": ["--plan", "p"],
};
const asking = commands.filter((command) => command.name !== "db types");

describe.each(asking.map((command) => [command.name, command] as const))("%s", (name, command) => {
  const words = name.split(" ");
  const usage = `Se usa así: sigesi ${command.usage}\n`;

  it.each([[[]], [["a", "b"]], [["a", "--colour"]], [[""]]])("%j: how it is used, exit 1", async (args) => {
    expect(await run(...words, ...args)).toEqual({ code: 1, stdout: "", stderr: usage });
  });

  it("with --json, one object that says so", async () => {
    const { code, stdout } = await run(...words, "a", "b", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: usage.trim() });
    expect(stdout.trimEnd()).not.toContain("\n");
  });

  it("a wrong setting is one sentence", async () => {
    if (WITHOUT_SETTINGS.includes(name)) return;
    const said = { out: "", err: "" };
    const io = {
      stdout: (text: string) => {
        said.out += text;
      },
      stderr: (text: string) => {
        said.err += text;
      },
      env: { PORT: "x" },
    };
    const more = INTO[name] ?? [];
    expect(await runCommand([...words, "a", ...more], io)).toBe(1);
    expect(said).toEqual({ out: "", err: "El ajuste PORT no sirve: necesita un número de 0 a 65535.\n" });
  });
});

test("what nobody expected is one object too with --json, and what is known of it goes to the other output", async () => {
  const said = { out: "", err: "" };
  const fall = (): never => {
    throw new RangeError("the settings fell off");
  };
  const io = {
    stdout: (text: string) => {
      said.out += text;
    },
    stderr: (text: string) => {
      said.err += text;
    },
    env: new Proxy<NodeJS.ProcessEnv>({}, { get: fall, has: fall, ownKeys: fall }),
  };
  expect(await runCommand(["backup", "a", "--json"], io)).toBe(1);
  expect(JSON.parse(said.out)).toEqual({ error: expect.stringContaining("RangeError") });
  expect(said.err).toContain("the settings fell off");
  await expect(runCommand(["backup", "a"], io)).rejects.toThrow("the settings fell off");
});

test("a command that does not exist, and help", async () => {
  const sentence = "No existe la orden «volar alto»: para ver las que hay, escribe «npm run -s sigesi -- --help».";
  expect(await run("volar", "alto")).toEqual({ code: 1, stdout: "", stderr: `${sentence}\n` });
  const asJson = await run("volar", "alto", "--json");
  expect([asJson.code, JSON.parse(asJson.stdout)]).toEqual([1, { error: sentence }]);
  expect((await run("--volar")).stderr).toContain("«--volar»");
  const help = await run("--help");
  expect(help).toMatchObject({ code: 0, stderr: "" });
  for (const command of commands) expect(help.stdout).toContain(`sigesi ${command.usage}`);
});

test.each([["--foo"], ["foo"], ["--demo", "foo"], ["--demo=yes"], ["--with", "data"], ["--demo", "--with"]])(
  "the program is not started with %s %s",
  (...words) => {
    expect(() => readStart(words)).toThrow(ConfigError);
    expect(() => readStart(words)).toThrow(`«${words.join(" ")}»`);
  },
);

test("the program is started with nothing, as a demonstration, or as one with data", () => {
  expect(readStart([])).toEqual({ demo: false, data: undefined });
  expect(readStart(["--demo"])).toEqual({ demo: true, data: undefined });
  expect(readStart(["--demo", "--with", "data"])).toEqual({ demo: true, data: "data" });
});

test.each([
  ["20.11.1", true],
  ["22.17.9", true],
  ["22.18.0", false],
  ["24.0.0", false],
])("Node %s is refused: %s", (version, refused) => {
  expect(oldNode(version) !== undefined).toBe(refused);
});
