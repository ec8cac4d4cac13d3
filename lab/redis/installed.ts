import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openClient } from '../shop/links.js';

const programs = ['redis-server', 'valkey-server'] as const;
const startedWithinMs = 5_000;

/** A Redis process that only this lab uses. */
export interface PrivateServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Path of the first Redis or Valkey in the folders of `path`; null where there is none. */
export function findServerProgram(path: string): string | null {
  for (const folder of path.split(delimiter)) {
    for (const program of programs) {
      const file = join(folder, program);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

/**
 * The shell ends the server when its stdin closes, so that no server is left behind by a parent that was killed.
 */
const keeper = '"$@" & server=$!; cat; kill "$server"; wait "$server"';

/** Starts the program on a free port of 127.0.0.1, nothing kept on disk. Throws if it does not answer in time. */
export async function startInstalled(program: string): Promise<PrivateServer> {
  const port = String(await freePort());
  const options = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    tmpdir(),
  ];
  // A group of its own: Ctrl-C must not end Redis before those who still need it.
  const shell = spawn('sh', ['-c', keeper, 'sh', program, ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const exited = once(shell, 'exit');
  exited.catch(() => undefined);
  shell.stdin.on('error', () => undefined);
  const close = async (): Promise<void> => {
    shell.stdin.end();
    await Promise.race([exited, delay(2_000, undefined, { ref: false })]);
  };
  const url = `redis://127.0.0.1:${port}`;
  try {
    await untilItAnswers(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

async function untilItAnswers(url: string): Promise<void> {
  const client = openClient(url, '');
  const deadline = performance.now() + startedWithinMs;
  const answers = (): Promise<boolean> =>
    client.ping().then(
      () => true,
      () => false,
    );
  try {
    while (!(await answers())) {
      if (performance.now() > deadline)
        throw new Error(`The Redis that was started at ${url} does not answer.`);
      await delay(20);
    }
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
