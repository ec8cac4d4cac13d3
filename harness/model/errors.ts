/** Every error code, with what its family asks of the reader. `docs/errors.md` lists them. */
export const errorCodes = [
  'SOSIE_CONFIG_NOT_FOUND',
  'SOSIE_CONFIG_LOAD',
  'SOSIE_CONFIG_INVALID',
  'SOSIE_CONFIG_USAGE',
  'SOSIE_CONFIG_BROWSER',
  'SOSIE_TARGET_UNREACHABLE',
  'SOSIE_TARGET_REFUSED_HOST',
  'SOSIE_TARGET_LOGIN',
  'SOSIE_TARGET_ROLLOUT',
  'SOSIE_RUN_UNREADABLE',
  'SOSIE_INTERNAL_UNEXPECTED',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * The one error class. `message` says what failed with the actual value, what was expected, and where;
 * `hint` says what to do next. Neither ever holds a cookie, a token, a password or a body.
 */
export class SosieError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SosieError';
    this.code = code;
    this.hint = options.hint ?? null;
  }
}
