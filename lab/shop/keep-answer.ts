import type { Response } from 'express';

/** An answer as it was sent: its type, and what was handed to `res.send`. */
export interface SentAnswer {
  readonly type: string;
  readonly body: unknown;
}

/** Hands over the answer once it is sent, where it is a success. */
export function keepAnswer(res: Response, keep: (answer: SentAnswer) => void): void {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    const sent = send(body);
    if (res.statusCode === 200) keep({ type: String(res.get('content-type')), body });
    return sent;
  };
}
