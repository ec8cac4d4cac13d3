import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program to its end and gives its stdout, or null where there is no such program. Throws when it fails. */
export function outputOf(
  command: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly env?: Readonly<Record<string, string>> },
): Promise<string | null> {
  const env = { ...process.env, ...options.env };
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd: projectRoot, env, timeout: options.timeoutMs, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else if (error.code === 'ENOENT') resolve(null);
        else reject(new Error(`${command} ${args.join(' ')} failed: ${error.message}\n${stdout}${stderr}`));
      },
    );
  });
}

/** A module of the benchmark in a process of its own; its first line of output is JSON, and gives `ready`. */
export interface Process {
  readonly ready: unknown;
  stop(): Promise<void>;
}

/** Starts bench/`module` and waits for its first line, `readyMs` at most. */
export async function startModule(
  module: string,
  args: readonly string[],
  readyMs = 15_000,
): Promise<Process> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL(module, import.meta.url)), ...args],
    {
      cwd: projectRoot,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), readyMs);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  clearTimeout(timer);
  if (first.done === true) throw new Error(`${module} ended before it was ready`);
  return { ready: JSON.parse(first.value) as unknown, stop };
}
