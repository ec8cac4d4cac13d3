import type { Grant, Identity } from '../model/identity.js';
import { writtenTurn } from '../model/written.js';

/** Whether `viewer` may see `field` of `owner` on `page`, by the rules of the config. */
export type MaySee = (viewer: Identity | null, owner: Identity, page: string, field: string) => boolean;

/**
 * The rules of the config's `isolation`: between users or tenants, with exceptions for named pages. An API client may
 * see what it was granted besides.
 */
export function isolationRules(rules: {
  between: 'user' | 'tenant';
  except: readonly { page: string; fields: readonly string[] | '*' }[];
}): MaySee {
  return (viewer, owner, page, field) => {
    if (viewer !== null && viewer.id === owner.id) return true;
    if (
      rules.between === 'tenant' &&
      viewer?.tenant !== undefined &&
      viewer.tenant !== null &&
      viewer.tenant === owner.tenant
    )
      return true;
    if (viewer?.grants?.some((grant) => covers(grant, owner, field)) ?? false) return true;
    return rules.except.some(
      ({ page: open, fields }) => open === page && (fields === '*' || fields.includes(field)),
    );
  };
}

/**
 * Whether a grant covers a field of somebody. A value that was found by reading pages ("on profile"), or that its
 * owner wrote, has no field name that a grant could hold: whose it is decides alone.
 */
function covers({ tenants, fields }: Grant, owner: Identity, field: string): boolean {
  if (owner.tenant === null || !tenants.includes(owner.tenant)) return false;
  return fields === '*' || fields.includes(field) || field.startsWith('on ') || writtenTurn(field) !== null;
}
