import type { z } from 'zod';

const secretPath = /password|secret|token/i;

/**
 * One sentence for each issue: `load.sessions must be a whole number from 1 to 50000, but was "many".`
 * A value under a path that names a secret is never quoted.
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], input: unknown): string[] {
  return issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.message.startsWith('unknown:')) {
      const names = issue.message.slice('unknown:'.length);
      return `${path === '' ? 'the config' : path} has a setting that is not known: ${names}.`;
    }
    const value = valueAt(input, issue.path);
    if (value === undefined) return `${path} is missing: it must be ${issue.message}.`;
    return `${path} must be ${issue.message}, but was ${secretPath.test(path) ? 'something else' : quote(value)}.`;
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function quote(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${String(value.length)}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
