import type { Page, PageKind } from '../model/page.js';
import type { PageConfig, SosieConfig } from './sosie-config.js';

/** The pages of a list as the config writes them; without a name the path is the name. */
export function pageList(kind: PageKind, list: readonly PageConfig[] | undefined): Page[] {
  return (list ?? []).map((entry) => {
    const page = typeof entry === 'string' ? { path: entry } : entry;
    return { kind, path: page.path, name: page.name ?? page.path, self: page.self ?? null };
  });
}

/** `pages`, `api` and `documents`: what is read and learned as everybody. */
export function ownPages(config: SosieConfig): Page[] {
  return [
    ...pageList('page', config.pages),
    ...pageList('api', config.api),
    ...pageList('document', config.documents),
  ];
}

/** `streams`: what is listened to. */
export function streamPages(config: SosieConfig): Page[] {
  return (config.streams ?? []).map(({ path, kind, name }) => ({
    kind,
    path,
    name: name ?? path,
    self: null,
  }));
}

/** The kind of a URL that no config tells it of, by its path. */
export function kindOfPath(path: string): PageKind {
  const [bare = ''] = path.split('?');
  if (/\.(?:pdf|csv|zip|gz|sql|xlsx?|docx?|od[st]|xml|txt|ics|vcf)$/i.test(bare)) return 'document';
  return /\.json$|(?:^|\/)(?:api|rest|graphql)(?:\/|$)/i.test(bare) ? 'api' : 'page';
}
