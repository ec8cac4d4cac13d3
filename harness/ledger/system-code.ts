/** The system's code of a failure ("ENOENT", "EACCES"), or "unknown error". It holds no path and no value. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
