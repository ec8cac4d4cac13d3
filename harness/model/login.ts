import type { Page as BrowserPage } from 'playwright';
import type { Credentials } from './identity.js';

/**
 * A login form at `url`. Fields are found by themselves (the form that holds a password field); selectors
 * override that. Works in the browser and over plain HTTP (hidden fields are sent along).
 */
export interface FormLogin {
  readonly kind: 'form';
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly submit: string | null;
}

/** A function over a Playwright page. Plain-HTTP sessions take over the cookies of such a login. */
export interface BrowserLogin {
  readonly kind: 'browser';
  run(page: BrowserPage, credentials: Credentials): Promise<void>;
}

/** A small client for HTTP recipes: one jar, redirects not followed. */
export interface LoginClient {
  request(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<{ status: number; headers: Record<string, string>; text: string }>;
}

/** A function over plain requests. Browsers take over the cookies. */
export interface HttpLogin {
  readonly kind: 'http';
  run(client: LoginClient, credentials: Credentials): Promise<void>;
}

/** `Authorization: Bearer …` on every request, from a function (an environment variable, a token endpoint). */
export interface BearerLogin {
  readonly kind: 'bearer';
  token(credentials: Credentials, client: LoginClient): string | Promise<string>;
}

export type LoginRecipe = FormLogin | BrowserLogin | HttpLogin | BearerLogin;

/** How an identity signs out: a request, or the first form or link that leads there. */
export interface LogoutRecipe {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}
