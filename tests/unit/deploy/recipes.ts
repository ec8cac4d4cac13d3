import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Parsed } from '../parsed.js';

const root = join(import.meta.dirname, '../../../deploy');

/** A file of deploy/ by its path there. */
export function recipeText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every YAML file of deploy/, by its path there. */
export function recipePaths(): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
}

/** The documents of a file; throws where it is no YAML, or has a key twice. */
export function recipeDocuments(path: string): readonly Parsed[] {
  return parseAllDocuments(recipeText(path), { strict: true, uniqueKeys: true, merge: true }).map(
    (document) => {
      const [error] = [...document.errors, ...document.warnings];
      if (error !== undefined) throw new Error(`${path}: ${error.message}`);
      return document.toJS() as unknown;
    },
  );
}
