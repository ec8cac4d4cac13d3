import type { Request } from 'express';

/** The text of a form's field; "" where it is missing or given twice. */
export function formText(req: Request, name: string): string {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null) return '';
  const value = (body as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
}
