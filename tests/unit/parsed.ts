/** What JSON or YAML holds; a test that reads it says what shape it expects. */
export type Parsed = ReturnType<typeof JSON.parse>;

/** A list in it; throws where it is none. */
export function list(value: Parsed): readonly Parsed[] {
  if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(value)}`);
  return value;
}
