import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SosieError } from '../model/errors.js';
import type { AccountConfig } from '../model/account.js';
import { parseCsv } from './csv.js';

const known = new Set(['username', 'password', 'passwordEnv', 'aliases', 'traits', 'tenant']);

/**
 * Reads accounts from a CSV file (columns username, password or passwordEnv, aliases and traits separated by
 * ";", tenant; any other column is a data field) or from JSON (a list of accounts as in the config).
 * Throws SOSIE_CONFIG_INVALID, naming the line.
 */
export function readAccountsFile(file: string, baseDir: string): AccountConfig[] {
  const path = resolve(baseDir, file);
  const text = readText(path);
  const rows = path.endsWith('.json') ? parseJson(text, path) : parseCsv(text).map(fromRow);
  rows.forEach((account, i) => {
    if (typeof account.username !== 'string' || account.username === '') {
      throw new SosieError('SOSIE_CONFIG_INVALID', `${path}: account ${String(i + 1)} has no username.`, {
        hint: 'The first line of a CSV file names the columns: username,password or username,passwordEnv.',
      });
    }
  });
  if (rows.length < 2) {
    throw new SosieError(
      'SOSIE_CONFIG_INVALID',
      `${path} holds ${String(rows.length)} accounts, but at least two are needed.`,
      {
        hint: 'With one account there is nobody to be mixed up with.',
      },
    );
  }
  return rows;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SosieError('SOSIE_CONFIG_INVALID', `identities.file: ${path} could not be read.`, {
      hint: 'The path is resolved against the folder of the config file.',
      cause,
    });
  }
}

function parseJson(text: string, path: string): AccountConfig[] {
  try {
    const parsed = JSON.parse(text) as unknown;
    if (Array.isArray(parsed)) return parsed as AccountConfig[];
  } catch {
    // Falls through: the message must not quote the file, which may hold passwords.
  }
  throw new SosieError('SOSIE_CONFIG_INVALID', `${path} is not a JSON list of accounts.`, {
    hint: '[{ "username": "…", "passwordEnv": "SHOP_PASSWORD" }, …]',
  });
}

function fromRow(row: Record<string, string>): AccountConfig {
  const list = (value: string | undefined): string[] =>
    (value ?? '')
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const data = Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !known.has(name) && value !== ''),
  );
  return {
    username: row['username'] ?? '',
    aliases: list(row['aliases']),
    traits: list(row['traits']),
    data,
    ...(row['password'] ? { password: row['password'] } : {}),
    ...(row['passwordEnv'] ? { passwordEnv: row['passwordEnv'] } : {}),
    ...(row['tenant'] ? { tenant: row['tenant'] } : {}),
  };
}
