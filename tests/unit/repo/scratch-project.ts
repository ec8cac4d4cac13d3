import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project that is being tested. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** What a command did. `text` is stdout followed by stderr. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly text: string;
}

/** A throw-away project with the real set-up and the real gates, in a folder whose name holds spaces. */
export interface ScratchProject {
  readonly root: string;
  write(path: string, text: string): Promise<void>;
  /** Runs `node` in it, for two minutes at most; never rejects for an exit code. Its npm only says that it was called. */
  node(...args: readonly string[]): Promise<Ended>;
  remove(): Promise<void>;
}

const copied = [
  '.dependency-cruiser.mjs',
  'harness/setup',
  'package-lock.json',
  'package.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** A scratch project that holds `files` (path → text) beside the project's own settings. */
export async function scratchProject(files: Readonly<Record<string, string>>): Promise<ScratchProject> {
  const parent = await mkdtemp(join(tmpdir(), 'sosie scratch '));
  const root = join(parent, 'a project');
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await mkdir(root);
  for (const path of copied) await cp(join(projectRoot, path), join(root, path), { recursive: true });
  await linkPackages(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  await write('npm-that-refuses.js', 'console.log(`npm was called: ${process.argv[2]}`); process.exit(9);');
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return {
    root,
    write,
    node: (...args) => runNode(root, args, { npm_execpath: join(root, 'npm-that-refuses.js') }),
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

/** One link for each package, never one for the whole folder: whoever empties it removes links only. */
async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (name === '.package-lock.json') await cp(join(from, name), join(to, name));
    else await symlink(join(from, name), join(to, name), 'junction');
  }
}

function runNode(
  cwd: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>>,
): Promise<Ended> {
  // Without NODE_TEST_CONTEXT: a test runner that believes it is a child of this one reports in binary.
  const env = { ...process.env, ...extra, NODE_TEST_CONTEXT: undefined };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env, timeout: 120_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, text: stdout + stderr });
    });
  });
}
