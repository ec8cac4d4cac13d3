import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from './target/people.js';

/** A folder with a config in it, in which one run is made. */
export interface Workplace {
  readonly folder: string;
  /** The only folder for temporary files that the run knows of. */
  readonly temporary: string;
  /** The run's directory; null as long as there is none. */
  directory(): string | null;
  /** The history so far; '' where there is none. */
  history(): string;
  close(): void;
}

/** Writes the config of a short run against `url`; sections of the setting stand in place of the usual ones. */
export function openWorkplace(
  url: string,
  {
    config = {},
    runs: elsewhere,
  }: { readonly config?: Readonly<Record<string, unknown>>; readonly runs?: string } = {},
): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'sosie é reliability '));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const runs = elsewhere ?? join(folder, 'sosie-runs');
  const whole = { ...configFor(url), evidence: { directory: runs }, ...config };
  writeFileSync(join(folder, 'sosie.config.json'), JSON.stringify(whole));
  const directory = (): string | null => {
    const [name] = namesIn(runs);
    return name === undefined ? null : join(runs, name);
  };
  return {
    folder,
    temporary,
    directory,
    history: () => {
      const found = directory();
      return found === null ? '' : textOf(join(found, 'history-main.jsonl'));
    },
    close: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Shorter than any that a user would write: what is tried here is not how much a run sees. */
function configFor(url: string): Readonly<Record<string, unknown>> {
  const roll = `fetch('${url}/roll', { method: 'POST' }).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
  return {
    target: {
      baseUrl: url,
      revision: { header: 'x-revision' },
      instance: { header: 'x-instance' },
      timeoutSeconds: 3,
    },
    identities: people.map(({ username, password, name, phone }) => ({
      username,
      password,
      data: { name, phone },
    })),
    login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
    logout: '/logout',
    pages: ['/account'],
    api: ['/api/me'],
    rollout: { driver: 'command', command: `"${process.execPath}" -e "${roll}"` },
    load: { browsers: 1, sessions: 4, beforeSeconds: 1, afterSeconds: 2, ratePerActor: 8 },
    drill: { enabled: false },
  };
}

/** Names in a folder, oldest first; none where there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
