/** "Text: one; other." or, without details, "Text." */
export function sentence(text: string, details: readonly string[]): string {
  return details.length === 0 ? `${text}.` : `${text}: ${details.join('; ')}.`;
}
