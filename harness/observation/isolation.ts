import type { Identity } from '../model/identity.js';

/** Whether `viewer` may see `field` of `owner` on `page`, by the rules of the config. */
export type MaySee = (viewer: Identity | null, owner: Identity, page: string, field: string) => boolean;

/** The rules of the config's `isolation`: between users or tenants, with exceptions for named pages. */
export function isolationRules(rules: {
  between: 'user' | 'tenant';
  except: readonly { page: string; fields: readonly string[] | '*' }[];
}): MaySee {
  const exceptions = new Map(rules.except.map(({ page, fields }) => [page, fields]));
  return (viewer, owner, page, field) => {
    if (viewer !== null && viewer.id === owner.id) return true;
    if (
      rules.between === 'tenant' &&
      viewer?.tenant !== undefined &&
      viewer.tenant !== null &&
      viewer.tenant === owner.tenant
    )
      return true;
    const fields = exceptions.get(page);
    return fields === '*' || (fields?.includes(field) ?? false);
  };
}
