/** Names that servers and frameworks give to the cookie that carries a login. */
const sessionLike = /sess|sid$|^sid|\.sid|token|auth|jwt|ticket|remember|login|identity|^user|account/i;

/** Cookies that every visitor may hold alike, or that change at every answer, and that carry no login. */
const plumbing = /csrf|xsrf|^awsalb|^serverid$|route|^lang|locale|theme|consent|^_g|^__cf|^_pk/i;

/** Whether a cookie of this name is likely to carry a login: `connect.sid`, `JSESSIONID`, `auth_token`. */
export function looksLikeSession(name: string): boolean {
  return sessionLike.test(name) && !plumbing.test(name);
}

/** Whether a cookie of this name is known not to carry a login: `XSRF-TOKEN`, `SERVERID`, `lang`. */
export function isPlumbing(name: string): boolean {
  return plumbing.test(name);
}
