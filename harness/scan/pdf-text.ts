import { getDocumentProxy } from 'unpdf';

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Document['getPage']>>;

const DEADLINE_MS = 5_000;
const MOST_PAGES = 50;

/**
 * The text of a PDF page after page, what its form fields and notes hold, and the strings of its metadata. A broken
 * one gives "", one that takes more than five seconds what was read by then, a long one its first 50 pages.
 */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const parts: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DEADLINE_MS);
  });
  try {
    await Promise.race([read(bytes, parts), late]);
  } catch {
    // Not a PDF, or broken behind what was read.
  } finally {
    clearTimeout(timer);
  }
  return parts.join('\n');
}

async function read(bytes: Uint8Array, parts: string[]): Promise<void> {
  // pdf.js takes the buffer over: it must get a copy. verbosity 0: it would print warnings about broken files.
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  try {
    for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number += 1) {
      const page = await document.getPage(number);
      parts.push(await textOf(page), ...(await annotationsOf(page)));
    }
    parts.push(...(await metadataOf(document)));
  } finally {
    await document.loadingTask.destroy();
  }
}

async function textOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
}

/** Values of form fields and the words of notes: not part of the page's own text. */
async function annotationsOf(page: Page): Promise<readonly string[]> {
  const annotations: readonly Record<string, unknown>[] = await page.getAnnotations();
  return annotations.flatMap(({ fieldValue, contentsObj }) => strings([fieldValue, contentsObj].flat()));
}

async function metadataOf(document: Document): Promise<readonly string[]> {
  // The declared type leaves out that a PDF without XMP has no `metadata`.
  const reading: Promise<{ info: object; metadata: { getRaw(): unknown } | null }> = document.getMetadata();
  const { info, metadata } = await reading;
  return strings([...(Object.values(info) as unknown[]), metadata?.getRaw()]);
}

function strings(values: readonly unknown[]): readonly string[] {
  const texts = values.map((value) =>
    typeof value === 'object' && value !== null && 'str' in value ? value.str : value,
  );
  return texts.filter((text) => typeof text === 'string' && text !== '') as string[];
}
