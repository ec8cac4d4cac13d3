import { z } from 'zod';

/** A setting with its expectation in words: "must be {expected}, but was …". */
export function expecting<T>(expected: string, test: (value: unknown) => boolean): z.ZodType<T> {
  return z.custom<T>(test, { error: () => expected });
}

/** Whether a value is a text that is not blank. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** A text that is not blank. */
export const text = (expected = 'a text that is not empty'): z.ZodType<string> =>
  expecting<string>(expected, isText);

/** A whole number between the two, both included. */
export const wholeNumber = (min: number, max: number): z.ZodType<number> =>
  expecting<number>(
    `a whole number from ${String(min)} to ${String(max)}`,
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  );

/** A number between the two, both included. */
export const number = (min: number, max: number): z.ZodType<number> =>
  expecting<number>(
    `a number from ${String(min)} to ${String(max)}`,
    (value) => typeof value === 'number' && value >= min && value <= max,
  );

/** One of these names. */
export const oneOf = (names: readonly string[]): z.ZodType<string> =>
  expecting<string>(`one of ${names.map((name) => `"${name}"`).join(', ')}`, (value) =>
    names.includes(value as string),
  );

/** An object with these settings and no others. */
export const section = <S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> =>
  z.strictObject(shape, { error: (issue) => unknownKeys(issue) ?? 'an object' });

/** Names the settings that are not known, with those that are. */
export function unknownKeys(issue: { code?: string; keys?: unknown }): string | undefined {
  if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys)) return undefined;
  return `unknown:${issue.keys.join(', ')}`;
}
