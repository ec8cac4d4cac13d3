import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A target that can be made to go. */
export interface RunningTarget {
  readonly url: string;
  /** Whether its process has said the word by now: `rolling`, `rolled`, `looked`. */
  said(word: string): boolean;
  /** Its process is killed. */
  kill(): Promise<void>;
  /** A new process takes its place at the same address, with `revision` on all instances. */
  comeBack(revision: string): Promise<void>;
  /** Its process neither answers nor closes its connections. */
  freeze(): void;
  close(): Promise<void>;
}

export interface TargetOptions {
  readonly leaks: boolean;
  /** Keep the sessions there instead of in signed cookies. */
  readonly redisUrl?: string | undefined;
}

/** Starts the small target on a free port of 127.0.0.1. Whoever starts it closes it. */
export async function startTarget(options: TargetOptions): Promise<RunningTarget> {
  const words: string[] = [];
  let { child, url } = await startProcess(options, words, { port: '0', revision: 'r1' });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url,
    said: (word) => words.includes(word),
    kill,
    comeBack: async (revision) => {
      ({ child, url } = await startProcess(options, words, { port: new URL(url).port, revision }));
    },
    freeze: () => void child.kill('SIGSTOP'),
    close: kill,
  };
}

async function startProcess(
  { leaks, redisUrl }: TargetOptions,
  words: string[],
  { port, revision }: { port: string; revision: string },
): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    ...process.env,
    PORT: port,
    REVISION: revision,
    LEAK: leaks ? '1' : '',
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  };
  if (redisUrl === undefined) delete env.REDIS_URL;
  const program = join(import.meta.dirname, 'target-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error('the small target did not start'));
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        if (line.startsWith('http://')) resolve(line);
        else words.push(line);
      }
    });
  });
  return { child, url };
}
