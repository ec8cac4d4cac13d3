/** One account of the benchmark's target. The server and the clients derive it from its number alone. */
export interface Person {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly customerNumber: string;
}

/** The account with that number, from 0. Values are distinct, and look like those of a real shop. */
export function person(index: number): Person {
  // An odd multiplier modulo 2^32 is a bijection: no two numbers share a scrambled one.
  const scrambled = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const digits = String(scrambled).padStart(10, '0');
  const letters = scrambled
    .toString(36)
    .padStart(7, 'q')
    .replace(/[0-9]/g, (digit) => 'bdfhjlnprt'[Number(digit)] ?? 'z');
  const surname = `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`;
  return {
    username: `u${index}`,
    name: `Camille ${surname}`,
    email: `camille.${letters}.${index}@example.test`,
    phone: `06${digits.slice(2)}`,
    street: `${(index % 180) + 1} rue ${surname}`,
    customerNumber: `4${digits}`,
  };
}
