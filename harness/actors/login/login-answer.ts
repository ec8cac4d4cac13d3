/** The answer that followed the credentials, as far as it tells whether they were taken. */
export interface LoginAnswer {
  readonly status: number | null;
  /** Why there is no answer, or null. */
  readonly failure: string | null;
  /** The page that came shows the form to sign in. */
  readonly formAgain: boolean;
}

/** Why a login failed, in words that never hold a credential; null where the answer does not speak against it. */
export function whyRefused({ status, failure, formAgain }: LoginAnswer): string | null {
  if (failure !== null) return `the login got no answer: ${failure}`;
  if (formAgain) return 'the login form came back';
  if (status !== null && status >= 400) return `the login was answered with status ${String(status)}`;
  return null;
}
