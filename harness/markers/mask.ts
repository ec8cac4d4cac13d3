const longest = 8;

/**
 * A value with all but its shape masked: "Jeanne Dupont" → "J••••• D•••••", "a.b@c.fr" → "•.•@•.••", digits
 * all "•". The first letter stays only in words of four letters and more that stand free.
 */
export function maskValue(value: string): string {
  return value
    .trim()
    .slice(0, 80)
    .split(/(\s+)/)
    .map((part) => (/^\s/.test(part) ? ' ' : maskWord(part)))
    .join('');
}

function maskWord(word: string): string {
  const free = /^\p{L}{4,}$/u.test(word);
  let kept = '';
  let run = 0;
  for (const char of word) {
    if (!/[\p{L}\p{N}\p{M}]/u.test(char)) {
      run = 0;
      kept += "@._-+/:,;()'’".includes(char) ? char : '•';
    } else if (free && kept === '') {
      kept = char;
      run = 1;
    } else if (run < longest) {
      kept += '•';
      run += 1;
    }
  }
  return kept;
}
