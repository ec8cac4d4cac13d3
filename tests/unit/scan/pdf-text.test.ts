import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { pdfText } from '../../../harness/scan/index.js';

async function letter(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([300, 300]);
    page.drawText(`Page ${String(number)}`, { x: 10, y: 250, size: 12, font });
    page.drawText('Élodie Dupont', { x: 10, y: 200, size: 12, font });
    page.drawText('12 rue de la Paix', { x: 10, y: 180, size: 12, font });
  }
  pdf.setTitle('Letter to Ann');
  const field = pdf.getForm().createTextField('reference');
  field.setText('REF-4711-XYZ');
  field.addToPage(pdf.getPage(0), { x: 10, y: 20 });
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="ann@mail.example"/></rdf:RDF></x:xmpmeta>';
  pdf.catalog.set(
    PDFName.of('Metadata'),
    pdf.context.register(pdf.context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })),
  );
  return pdf.save({ useObjectStreams: true });
}

describe('the text of a PDF', () => {
  it('is read from compressed streams, page after page', async () => {
    const text = await pdfText(await letter(3));
    assert.match(text, /Page 1\s+Élodie Dupont\s+12 rue de la Paix[^]*Page 3/);
  });

  it('holds form fields, the title and XMP', async () => {
    const text = await pdfText(await letter(1));
    for (const part of ['REF-4711-XYZ', 'Letter to Ann', 'ann@mail.example'])
      assert.ok(text.includes(part), part);
  });

  it('leaves the bytes that it was given alone', async () => {
    const bytes = await letter(1);
    const copy = Uint8Array.from(bytes);
    await pdfText(bytes);
    assert.deepEqual(bytes, copy);
  });

  it('is empty for what is no PDF, and does not throw for a broken one', async () => {
    const bytes = await letter(2);
    assert.equal(await pdfText(Buffer.from('hello')), '');
    assert.equal(await pdfText(new Uint8Array(0)), '');
    assert.equal(typeof (await pdfText(bytes.subarray(0, bytes.length / 2))), 'string');
  });
});
