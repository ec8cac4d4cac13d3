import { stylesheet } from './stylesheet.js';

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#14264f"/>
<path d="M12 20h40v26a4 4 0 0 1-4 4H16a4 4 0 0 1-4-4z" fill="#fff"/><path d="M12 20l20 16 20-16" fill="none" stroke="#14264f" stroke-width="4"/>
<path d="M8 12l14 4M50 8l-8 8" stroke="#ffd23f" stroke-width="5" stroke-linecap="round"/></svg>
`;

/** The public files under /assets/ that are the same in all releases, by name. */
export const assets: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  'app.css': { type: 'text/css; charset=utf-8', body: stylesheet },
  'logo.svg': { type: 'image/svg+xml', body: logo },
};
