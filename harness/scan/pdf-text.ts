import { extractText, getDocumentProxy, getMeta } from 'unpdf';

const deadlineMs = 5_000;
const mostPages = 50;

/** The text of a PDF, page after page, and the strings of its metadata. A broken or slow one gives "". */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve('');
    }, deadlineMs);
  });
  try {
    return await Promise.race([read(bytes), late]);
  } catch {
    return '';
  } finally {
    clearTimeout(timer);
  }
}

async function read(bytes: Uint8Array): Promise<string> {
  // pdf.js takes the buffer over: it must get a copy. verbosity 0: it would print warnings about broken files.
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  try {
    if (document.numPages > mostPages) return '';
    const { text } = await extractText(document, { mergePages: false });
    const { info } = await getMeta(document);
    const metadata = Object.values(info).filter((value) => typeof value === 'string');
    return [...text, ...metadata].join('\n');
  } finally {
    await document.loadingTask.destroy();
  }
}
