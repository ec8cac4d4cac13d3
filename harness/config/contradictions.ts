import { ownPages, pageList, streamPages } from './page-list.js';
import { rolloutMistakes } from './rollout-mistakes.js';
import type { ClientConfig, SosieConfig } from './sosie-config.js';

/** Mistakes that no single setting shows, a sentence each. */
export function contradictions(config: SosieConfig): string[] {
  return [
    ...unreachable(config),
    ...repeatedNames(config),
    ...(Array.isArray(config.identities)
      ? repeatedUsernames(config.identities as { username: string }[])
      : []),
    ...unknownFields(config),
    ...unreadableWrites(config),
    ...unknownPages(config),
    ...unlistedPaths(config),
    ...(config.clients ?? []).flatMap(clientMistakes),
    ...webhookMistakes(config),
    ...rolloutMistakes(config),
  ];
}

function unreachable({ target }: SosieConfig): string[] {
  const host = new URL(target.baseUrl).host;
  if (target.allow === undefined || target.allow.includes(host)) return [];
  return [
    `target.baseUrl is on host "${host}", which target.allow does not list (${target.allow.join(', ')}): nothing may be sent there.`,
  ];
}

function repeatedNames(config: SosieConfig): string[] {
  const own = ownPages(config);
  const problems =
    own.length > 0
      ? []
      : [
          'pages, api and documents are all empty: name at least one URL whose content belongs to whoever is signed in.',
        ];
  const clientPages = (config.clients ?? []).flatMap(({ api }) => pageList('api', api));
  const names = [...own, ...streamPages(config)].map((page) => page.name);
  for (const name of twice(names)) problems.push(`pages: the name "${name}" is given twice.`);
  // Several clients may well ask for the same URL; a client's and a person's would be judged as one page.
  for (const { name } of clientPages.filter((page) => names.includes(page.name)))
    problems.push(`clients: the name "${name}" is also that of a page; give one of them another name.`);
  for (const name of twice((config.clients ?? []).map((client) => client.name)))
    problems.push(`clients: the name "${name}" is given twice.`);
  return problems;
}

function twice(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}

function repeatedUsernames(accounts: readonly { username: string }[]): string[] {
  const first = new Map<string, number>();
  const problems: string[] = [];
  accounts.forEach((account, i) => {
    const earlier = first.get(account.username);
    if (earlier === undefined) first.set(account.username, i);
    else
      problems.push(
        `identities.${String(i)} has the same username as identities.${String(earlier)}: each identity needs an account of its own.`,
      );
  });
  return problems;
}

/** Braces must name a field; which fields there are is known only of accounts that stand in the config itself. */
function unknownFields({ objects, identities }: SosieConfig): string[] {
  const accounts = Array.isArray(identities) ? (identities as { data?: Record<string, string> }[]) : null;
  const known = new Set(['username', ...(accounts ?? []).flatMap(({ data }) => Object.keys(data ?? {}))]);
  return (objects?.urls ?? []).flatMap((url, i) => {
    const fields = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, field = '']) => field);
    if (fields.length === 0 || fields.includes(''))
      return [
        `objects.urls.${String(i)} must name a field of the account in braces, as in "/invoices/{invoice}.pdf", but was "${url}".`,
      ];
    if (accounts === null) return [];
    return fields
      .filter((field) => !known.has(field))
      .map(
        (field) =>
          `objects.urls.${String(i)} names the field "${field}", which no identity has: the fields are ${[...known].join(', ')}.`,
      );
  });
}

function unreadableWrites(config: SosieConfig): string[] {
  const names = ownPages(config).map(({ name }) => name);
  return (config.writes ?? []).flatMap(({ readBack }, i) =>
    names.includes(readBack)
      ? []
      : [
          `writes.${String(i)}.readBack must be the name of a page, but was "${readBack}": the pages are ${names.join(', ')}.`,
        ],
  );
}

/** Pages that are named elsewhere in the config and that there are none of. */
function unknownPages(config: SosieConfig): string[] {
  const clientPages = (config.clients ?? []).flatMap(({ api }) => pageList('api', api));
  const names = [...ownPages(config), ...streamPages(config), ...clientPages].map(({ name }) => name);
  const named = [
    ...(config.drill?.expectBlind ?? []).map((page, i) => ({ page, at: `drill.expectBlind.${String(i)}` })),
    // A part of a page is named by its path; which parts there are is not known yet.
    ...(config.isolation?.except ?? [])
      .map(({ page }, i) => ({ page, at: `isolation.except.${String(i)}.page` }))
      .filter(({ page }) => !page.startsWith('/')),
  ];
  return named
    .filter(({ page }) => !names.includes(page))
    .map(
      ({ page, at }) =>
        `${at} must be the name of a page, but was "${page}": the pages are ${names.join(', ')}.`,
    );
}

/** A report's name for all paths of one kind that the config does not list: an exception for it would open them all. */
function unlistedPaths({ isolation }: SosieConfig): string[] {
  return (isolation?.except ?? []).flatMap(({ page }, i) =>
    page.startsWith('/…')
      ? [
          `isolation.except.${String(i)}.page must name one page, but was "${page}", which stands for every URL that is not listed: list that URL in pages or api, and name it here.`,
        ]
      : [],
  );
}

function clientMistakes({ token, tokenEnv, api, grants }: ClientConfig, i: number): string[] {
  const at = `clients.${String(i)}`;
  const problems: string[] = [];
  if ((token === undefined) === (tokenEnv === undefined))
    problems.push(`${at} needs a token or a tokenEnv, one of the two.`);
  if (api.length === 0) problems.push(`${at}.api is empty: name at least one URL that the client asks for.`);
  if (grants.some(({ tenants }) => tenants.length === 0))
    problems.push(`${at}.grants: each needs at least one tenant.`);
  return problems;
}

function webhookMistakes({ gate }: SosieConfig): string[] {
  const webhook = gate?.webhook;
  if (webhook === undefined || (webhook.url === undefined) !== (webhook.urlEnv === undefined)) return [];
  return ['gate.webhook needs a url or a urlEnv, one of the two.'];
}
