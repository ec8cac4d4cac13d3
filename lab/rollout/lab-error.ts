/**
 * A failure that the user can do something about. `usage`: mend the command; `start`: the lab could not do
 * its part. `hint` says what to do next.
 */
export class LabError extends Error {
  constructor(
    readonly kind: 'usage' | 'start',
    message: string,
    readonly hint: string | null = null,
  ) {
    super(message);
    this.name = 'LabError';
  }
}
