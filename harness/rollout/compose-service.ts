import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComposeRollout } from '../model/rollout.js';
import { linesOf, runChild, type ChildOutcome } from './child.js';

/** One release of a service: its image (null: the one of the file) and the variables that the file takes it from. */
export interface ComposeRelease {
  readonly image: string | null;
  readonly env: Readonly<Record<string, string>>;
}

/** A container that is there, running or about to. `image` is the id of its image. */
export interface ServiceContainer {
  readonly name: string;
  readonly image: string;
}

/** What was asked for, or why it could not be done. */
export type Done<T> = { readonly value: T } | { readonly failed: string };

/** What may be done to the containers of one service. */
export interface ComposeService {
  build(release: ComposeRelease, onLine: (line: string) => void): Promise<Done<null>>;
  /** Sorted by name. */
  containers(): Promise<Done<readonly ServiceContainer[]>>;
  /** Starts containers of `release` until there are `count` in all, and waits until all of them are healthy. */
  scale(count: number, release: ComposeRelease): Promise<Done<null>>;
  /** Any command of Docker. */
  docker(args: readonly string[]): Promise<Done<null>>;
  /** A shell command with further variables. */
  shell(command: string, env: Readonly<Record<string, string>>): Promise<Done<null>>;
}

/** The few commands of Docker that are needed, within one time limit for all of them. */
export function composeService(
  options: ComposeRollout & { readonly cwd: string },
  signal: AbortSignal,
): ComposeService {
  const { service, cwd } = options;
  const endsAt = performance.now() + options.timeoutSeconds * 1000;
  const leftMs = (): number => Math.max(1, Math.round(endsAt - performance.now()));
  const child = (args: readonly string[], env: Readonly<Record<string, string>> = options.env) => ({
    ...{ file: 'docker', args, cwd, env, signal },
    timeoutMs: leftMs(),
  });
  const compose = (...args: readonly string[]): readonly string[] => [
    ...['compose', '--progress', 'quiet', '--file', options.file],
    ...(options.project === null ? [] : ['--project-name', options.project]),
    ...args,
  ];
  return {
    build: ({ image, env }, onLine) =>
      withImage(service, image, async (override) => {
        const args = compose(...override, 'build', service);
        return doneOf('docker compose build', await runChild({ ...child(args, env), onLine }));
      }),
    containers: async () => {
      const listed = await linesOf(child(compose('ps', '--quiet', service)));
      if (!listed.outcome.ok) return { failed: `docker compose ps ${listed.outcome.ended}` };
      if (listed.lines.length === 0) return { value: [] };
      const format = '{{slice .Name 1}} {{.Image}}';
      const named = await linesOf(child(['inspect', '--format', format, ...listed.lines]));
      if (!named.outcome.ok) return { failed: `docker inspect ${named.outcome.ended}` };
      const containers = named.lines.map((line) => {
        const [name = '', image = ''] = line.split(' ');
        return { name, image };
      });
      return { value: containers.toSorted((a, b) => a.name.localeCompare(b.name)) };
    },
    scale: (count, { image, env }) =>
      withImage(service, image, async (override) => {
        const seconds = String(Math.ceil(leftMs() / 1000));
        const up = ['up', '--detach', '--no-build', '--no-deps', '--no-recreate', '--wait'];
        const to = ['--wait-timeout', seconds, '--scale', `${service}=${String(count)}`, service];
        return doneOf('docker compose up', await runChild(child(compose(...override, ...up, ...to), env)));
      }),
    docker: async (args) =>
      doneOf(`docker ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`, await runChild(child(args))),
    shell: async (command, env) =>
      doneOf(
        'rollout.beforeStop',
        await runChild({
          ...{ file: command, cwd, signal },
          env: { ...options.env, ...env },
          timeoutMs: leftMs(),
        }),
      ),
  };
}

/** Gives `use` the arguments by which Compose takes `image` for the service, from a file that is there as long as that. */
async function withImage<T>(
  service: string,
  image: string | null,
  use: (override: readonly string[]) => Promise<T>,
): Promise<T> {
  if (image === null) return use([]);
  const folder = await mkdtemp(join(tmpdir(), 'sosie-compose-'));
  try {
    const file = join(folder, 'image.json');
    await writeFile(file, JSON.stringify({ services: { [service]: { image } } }));
    return await use(['--file', file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function doneOf(what: string, { ok, ended }: ChildOutcome): Done<null> {
  return ok ? { value: null } : { failed: `${what} ${ended}` };
}
