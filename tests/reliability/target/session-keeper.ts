import { createHmac, randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

/** Where the target keeps who is signed in. Rejects where its store does not answer. */
export interface SessionKeeper {
  /** Gives the value of the session cookie. */
  open(username: string): Promise<string>;
  /** Who holds the cookie; null for nobody. */
  holder(cookie: string): Promise<string | null>;
  end(cookie: string): Promise<void>;
}

/** Signed cookies, which outlive the process; a session that was ended is forgotten with it. */
export function signedCookies(): SessionKeeper {
  const ended = new Set<string>();
  const sign = (text: string): string => createHmac('sha256', 'reliability').update(text).digest('hex');
  return {
    open: async (username) => {
      const text = `${Buffer.from(username).toString('hex')}.${randomBytes(9).toString('hex')}`;
      return `${text}.${sign(text)}`;
    },
    holder: async (cookie) => {
      const [name = '', nonce = '', signature] = cookie.split('.');
      if (signature !== sign(`${name}.${nonce}`) || ended.has(cookie)) return null;
      return Buffer.from(name, 'hex').toString();
    },
    end: async (cookie) => {
      ended.add(cookie);
    },
  };
}

/** Random ids in Redis. A command that gets no answer within a second rejects. */
export function inRedis(url: string): SessionKeeper {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 1000, retryStrategy: () => 100 });
  redis.on('error', () => undefined);
  return {
    open: async (username) => {
      const sid = randomBytes(18).toString('hex');
      await redis.set(`sess:${sid}`, username, 'EX', 600);
      return sid;
    },
    holder: (sid) => redis.get(`sess:${sid}`),
    end: async (sid) => {
      await redis.del(`sess:${sid}`);
    },
  };
}
