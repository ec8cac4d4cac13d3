/** Longest message that is kept, in characters; what comes after it is left out. */
const messageChars = 4 * 1024 * 1024;

/**
 * Reads `text/event-stream` piece by piece and gives the data of each message once it is complete (HTML standard,
 * 9.2.6). Names and ids of events are passed over, as a page's own listener passes over them.
 */
export function createEventReader(message: (data: string) => void): (piece: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) message(data.join('\n'));
      data = [];
    } else if (text === 'data' || text.startsWith('data:')) {
      data.push(text.slice(5).replace(/^ /, ''));
    }
  };
  return (piece) => {
    rest = (rest + decoder.decode(piece, { stream: true })).slice(0, messageChars);
    // A CR at the very end may be the first half of a CRLF: it is left for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const text of lines) line(text);
  };
}
