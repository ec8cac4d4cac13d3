import type { Step } from '../parts.js';

/**
 * What a later step declares fit for shared caches leaves without a cookie, as frameworks with an output cache
 * see to: a stored Set-Cookie would be somebody's session (RFC 9111, section 7.3). It must stand before the
 * session, which sets its cookie in the moment in which the head is written.
 */
export const cookielessPublic: Step = {
  name: 'cookieless-public',
  create: () => (_req, res, next) => {
    const writeHead = res.writeHead.bind(res) as (...head: readonly unknown[]) => typeof res;
    res.writeHead = (...head: readonly unknown[]) => {
      if (/\b(?:public|s-maxage)\b/.test(String(res.getHeader('cache-control'))))
        res.removeHeader('set-cookie');
      return writeHead(...head);
    };
    next();
  },
};
