import type { BearerLogin, BrowserLogin, FormLogin, HttpLogin } from '../model/login.js';

/**
 * A login form at `url`. The fields are found by themselves, as the form that holds a password field; give
 * selectors where that picks the wrong one.
 */
export function loginForm(options: {
  url: string;
  username?: string;
  password?: string;
  submit?: string;
}): FormLogin {
  return {
    kind: 'form',
    url: options.url,
    username: options.username ?? null,
    password: options.password ?? null,
    submit: options.submit ?? null,
  };
}

/** A login by a function over a Playwright page; plain-HTTP sessions take over its cookies. */
export function loginInBrowser(run: BrowserLogin['run']): BrowserLogin {
  return { kind: 'browser', run };
}

/** A login by plain requests; browsers take over its cookies. */
export function loginByHttp(run: HttpLogin['run']): HttpLogin {
  return { kind: 'http', run };
}

/** `Authorization: Bearer …` on every request. */
export function bearerToken(token: BearerLogin['token']): BearerLogin {
  return { kind: 'bearer', token };
}
