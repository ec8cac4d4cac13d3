import { z } from 'zod';
import { scheduleNames } from '../model/schedule-name.js';
import { expecting, isText, number, oneOf, section, text, unknownKeys, wholeNumber } from './expecting.js';
import { rolloutSchema } from './rollout-schema.js';
import { presetNames, pressureNames } from './sosie-config.js';

const quota = (max: number) =>
  expecting<number | string>(`a whole number from 0 to ${String(max)}, or a share such as "75%"`, (value) =>
    typeof value === 'number'
      ? Number.isInteger(value) && value >= 0 && value <= max
      : typeof value === 'string' && /^(?:100|\d{1,2}(?:\.\d+)?)%$/.test(value),
  );
const fn = (expected: string) => expecting<unknown>(expected, (value) => typeof value === 'function');
const texts = z.array(text(), { error: () => 'a list of texts' });
const fields = z.record(z.string(), text(), { error: () => 'an object of texts' });

const httpUrl = expecting<string>(
  'a URL that begins with http:// or https:// and holds no password',
  (value) => {
    if (!isText(value) || !URL.canParse(value)) return false;
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  },
);
const path = expecting<string>(
  'a path that begins with "/"',
  (value) => isText(value) && value.startsWith('/'),
);
const signal = z.union(
  [fn('a function of the headers'), z.strictObject({ header: text('the name of a response header') })],
  {
    error: () => '{ header: "name" } or a function of the headers',
  },
);

const account = z.strictObject(
  {
    username: text(),
    password: text().optional(),
    passwordEnv: text('the name of an environment variable').optional(),
    aliases: texts.optional(),
    traits: texts.optional(),
    tenant: text().optional(),
    data: fields.optional(),
  },
  { error: (issue) => unknownKeys(issue) ?? 'an account: { username, password?, aliases?, data?, … }' },
);

const provisioner = z.looseObject(
  { create: fn('a function'), remove: fn('a function') },
  { error: () => 'a provisioner: { create, remove }' },
);

const identities = expecting<unknown>(
  'a list of accounts, { file: "accounts.csv" }, or { provisioner, count }',
  (value) => typeof value === 'object' && value !== null,
).transform((value, context) => {
  const shape = Array.isArray(value)
    ? z
        .array(account)
        .min(2, { error: () => 'at least two accounts: with one there is nobody to be mixed up with' })
    : 'file' in (value as object)
      ? z.strictObject({ file: text('the path of a .csv or .json file') })
      : z.strictObject(
          { provisioner, count: wholeNumber(2, 50_000) },
          {
            error: (issue) => unknownKeys(issue) ?? 'a list of accounts, { file }, or { provisioner, count }',
          },
        );
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    for (const issue of parsed.error.issues)
      context.addIssue({ ...issue, code: 'custom', input: issue.input });
  return value;
});

const login = z.discriminatedUnion(
  'kind',
  [
    section({
      kind: z.literal('form'),
      url: path,
      // What `loginForm` fills in may be left out where there are no functions: in a .json file.
      username: text('a CSS selector').nullable().optional(),
      password: text('a CSS selector').nullable().optional(),
      submit: text('a CSS selector').nullable().optional(),
    }),
    section({ kind: z.literal('browser'), run: fn('a function') }),
    section({ kind: z.literal('http'), run: fn('a function') }),
    section({ kind: z.literal('bearer'), token: fn('a function') }),
  ],
  {
    error: () => 'a login recipe: loginForm({ url }), loginInBrowser(fn), loginByHttp(fn) or bearerToken(fn)',
  },
);

const page = z.union(
  [
    path,
    z.strictObject({
      path,
      name: text().optional(),
      self: text('a CSS selector or JSON pointer').optional(),
    }),
  ],
  {
    error: () => 'a path that begins with "/", or { path, name?, self? }',
  },
);
const pages = z.array(page, { error: () => 'a list of paths' });

const grant = section({
  tenants: texts,
  fields: z.union([texts, z.literal('*')], { error: () => 'a list of fields, or "*"' }),
});

const list = <T extends z.ZodType>(item: T, expected: string) => z.array(item, { error: () => expected });

/** The whole of `sosie.config.ts`. Issue messages are expectations in words; `describeIssues` makes sentences of them. */
export const configSchema = section({
  target: section({
    baseUrl: httpUrl,
    allow: texts.optional(),
    revision: signal.optional(),
    instance: signal.optional(),
    timeoutSeconds: number(0.1, 600).optional(),
  }),
  identities,
  login,
  logout: z
    .union([path, section({ url: path, method: oneOf(['GET', 'POST']).optional() })], {
      error: () => 'a path that begins with "/", or { url, method? }',
    })
    .optional(),
  pages: pages.optional(),
  api: pages.optional(),
  documents: pages.optional(),
  streams: list(
    section({ path, kind: oneOf(['websocket', 'events']), name: text().optional() }),
    'a list of { path, kind, name? }',
  ).optional(),
  objects: section({
    urls: list(path, 'a list of paths, with fields of the account in braces').optional(),
    harvest: z.boolean({ error: () => 'true or false' }).optional(),
    exposed: list(path, 'a list of paths').optional(),
  }).optional(),
  writes: list(
    section({
      path,
      field: text(),
      name: text().optional(),
      method: oneOf(['POST', 'PUT', 'PATCH']).optional(),
      form: path.optional(),
      readBack: text('the name of a configured page'),
    }),
    'a list of { path, field, readBack, … }',
  ).optional(),
  clients: list(
    section({
      name: text(),
      token: text('a token, from the environment').optional(),
      tokenEnv: text('the name of an environment variable').optional(),
      api: pages,
      grants: list(grant, 'a list of { tenants, fields }'),
    }),
    'a list of { name, tokenEnv, api, grants }',
  ).optional(),
  isolation: section({
    between: oneOf(['user', 'tenant']).optional(),
    except: z
      .array(
        section({
          page: text(),
          fields: z.union([texts, z.literal('*')], { error: () => 'a list of fields, or "*"' }),
        }),
      )
      .optional(),
  }).optional(),
  drill: section({
    enabled: z.boolean({ error: () => 'true or false' }).optional(),
    expectBlind: list(text('the name of a page'), 'a list of page names').optional(),
  }).optional(),
  rollout: rolloutSchema.optional(),
  load: section({
    browsers: wholeNumber(0, 200).optional(),
    sessions: wholeNumber(0, 50_000).optional(),
    beforeSeconds: number(0, 86_400).optional(),
    afterSeconds: number(0, 86_400).optional(),
    longestAfterSeconds: number(0, 86_400).optional(),
    ratePerActor: number(0.01, 1000).optional(),
    pressure: oneOf(pressureNames).optional(),
    schedules: list(oneOf(scheduleNames), 'a list of schedules')
      .min(1, { error: () => 'at least one schedule' })
      .optional(),
  }).optional(),
  require: section({
    preset: oneOf(presetNames).optional(),
    ownPerPageAndPhase: wholeNumber(0, 1e9).optional(),
    ownPerPageAndRevision: wholeNumber(0, 1e9).optional(),
    ownPerInstance: wholeNumber(0, 1e9).optional(),
    revisions: wholeNumber(0, 100).optional(),
    handoffs: wholeNumber(0, 1e9).optional(),
    bothRevisions: quota(50_000).optional(),
    overlaps: wholeNumber(0, 1e9).optional(),
    loginsDuring: wholeNumber(0, 1e9).optional(),
    identities: quota(50_000).optional(),
    maxRate: number(1e-9, 0.999999).nullable().optional(),
    maxRateOver: oneOf(['rollout', 'each-phase']).optional(),
    confidence: number(0.5, 0.999999).optional(),
  }).optional(),
  onViolation: oneOf(['continue', 'stop']).optional(),
  gate: section({
    webhook: section({
      url: httpUrl.optional(),
      urlEnv: text('the name of an environment variable').optional(),
      format: oneOf(['json', 'slack']).optional(),
    }).optional(),
    rollbackCommand: text('a shell command').optional(),
  }).optional(),
  watch: section({
    ratePerSecond: number(0.01, 1000).optional(),
    settledSeconds: number(0.1, 86_400).optional(),
    rotateMinutes: number(0.05, 1440).optional(),
  }).optional(),
  evidence: section({ directory: text().optional(), retainDays: number(0, 3650).optional() }).optional(),
  browser: section({
    executable: text().optional(),
    install: z.boolean({ error: () => 'true or false' }).optional(),
  }).optional(),
  seed: wholeNumber(0, 4_294_967_295).optional(),
});
