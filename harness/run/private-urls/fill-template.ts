import type { Identity } from '../../model/identity.js';

/** A path of the config with the identity's own values in the braces, or null where it lacks one. */
export function fillTemplate(template: string, identity: Identity): string | null {
  const values: Readonly<Record<string, string>> = {
    username: identity.credentials.username,
    ...identity.minted,
    ...identity.data,
  };
  const missing: string[] = [];
  const path = template.replace(/\{([^{}]+)\}/g, (_, field: string) => {
    const value = values[field] ?? '';
    if (value === '') missing.push(field);
    return encodeURIComponent(value);
  });
  return missing.length === 0 ? path : null;
}
