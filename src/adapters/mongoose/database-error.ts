// What a fault shows of an error of the driver. The driver's own errors hold whole rows: addresses, names, digests.

import { mongo } from 'mongoose';

/** The cause of a fault, instead of the driver's error. */
export class DatabaseError extends Error {
  /** The name of the driver's error, such as `MongoServerError`. */
  override readonly name: string;
  /** A number of the server, or a text of the system, such as `ECONNREFUSED`. */
  readonly code?: number | string;
  /** The server's name of its code, such as `DuplicateKey`. */
  readonly codeName?: string;
  /** The violated index. */
  readonly index?: string;

  constructor(error: Error) {
    super(messageWithoutValues(error));
    this.name = error.name;
    const code: unknown = Reflect.get(error, 'code');
    if (typeof code === 'number' || typeof code === 'string') this.code = code;
    const codeName: unknown = Reflect.get(error, 'codeName');
    if (typeof codeName === 'string') this.codeName = codeName;
    const index = violatedIndexName(error);
    if (index !== null) this.index = index;
  }
}

export const duplicateKeyCode = 11_000;

/** The violated index, from the server's message, because errors of bulk writes hold it nowhere else. Other errors repeat values there. */
export function violatedIndexName(error: Error): string | null {
  const isDuplicateKey = Reflect.get(error, 'code') === duplicateKeyCode;
  return isDuplicateKey ? (/ index: (\S+) /.exec(error.message)?.[1] ?? null) : null;
}

/** Only the server repeats values, and its errors have a number. All other messages are about the network and the connection. */
function messageWithoutValues(error: Error): string {
  return error instanceof mongo.MongoServerError && error.code !== undefined
    ? 'the server refused a statement; its message is left out, because it can hold values of rows'
    : error.message;
}
