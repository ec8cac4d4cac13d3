/** The practices whose appointments the shop keeps, by id. */
export const practices = {
  tilleuls: 'Cabinet des Tilleuls',
  beffroi: 'Cabinet du Beffroi',
  glycines: 'Centre de santé des Glycines',
  'vieux-pont': 'Cabinet du Vieux Pont',
} as const;

type PracticeId = keyof typeof practices;

/** In the order in which customers are spread over them. */
export const practiceIds = Object.keys(practices) as readonly PracticeId[];

/** The practice of the customer with this number, where nothing else was said. */
export function practiceOfNumber(number: number): PracticeId {
  return practiceIds[number % practiceIds.length] ?? 'tilleuls';
}

/** The name of a practice; its id where it has none. */
export function practiceName(id: string): string {
  return (practices as Readonly<Record<string, string>>)[id] ?? id;
}
