/** One account as written in a config or an accounts file. */
export interface AccountConfig {
  readonly username: string;
  /** From the environment, please: `process.env.SHOP_PASSWORD`. */
  readonly password?: string;
  /** Name of the environment variable that holds the password. Default: SOSIE_PASSWORD. */
  readonly passwordEnv?: string;
  readonly aliases?: readonly string[];
  readonly traits?: readonly string[];
  readonly tenant?: string;
  /** The account's own values by field; each is a marker where it is strong and nobody else has it. */
  readonly data?: Readonly<Record<string, string>>;
}
