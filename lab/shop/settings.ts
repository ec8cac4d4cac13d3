import { z } from 'zod';

const environment = z.object({
  LAB_INSTANCE: z.string().min(1).default('web1'),
  LAB_RELEASE: z.string().min(1).default('v1'),
  LAB_FAULT: z.string().default(''),
  LAB_REDIS_URL: z.string().min(1).default('redis://127.0.0.1:6379'),
  LAB_KEY_PREFIX: z.string().default(''),
  LAB_ADMIN_TOKEN: z.string().min(1),
  LAB_HOST: z.string().min(1).default('127.0.0.1'),
  LAB_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  LAB_SEED: z.coerce.number().int().default(1),
});

/** What an instance is told by its environment (`LAB_*`). */
export interface Settings {
  readonly instance: string;
  readonly release: string;
  /** Id of the fault that this process has, or "". */
  readonly fault: string;
  readonly redisUrl: string;
  /** Put before every key, so that a Redis can be shared. */
  readonly keyPrefix: string;
  readonly adminToken: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly seed: number;
}

/** Reads the environment. Throws with every variable that is wrong. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment of this instance is wrong. ${wrong.join('; ')}`);
  }
  const values = parsed.data;
  return {
    instance: values.LAB_INSTANCE,
    release: values.LAB_RELEASE,
    fault: values.LAB_FAULT,
    redisUrl: values.LAB_REDIS_URL,
    keyPrefix: values.LAB_KEY_PREFIX,
    adminToken: values.LAB_ADMIN_TOKEN,
    host: values.LAB_HOST,
    port: values.LAB_PORT,
    seed: values.LAB_SEED,
  };
}
