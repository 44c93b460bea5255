// Faults planted in a server: what a command meets there.
import type { Connection } from 'mongoose';

export interface Fault {
  readonly failCommands: readonly string[];
  /** Meets only clients of this name. */
  readonly appName?: string;
  readonly closeConnection?: true;
  readonly errorCode?: number;
  readonly errorLabels?: readonly string[];
  readonly writeConcernError?: {
    readonly code: number;
    readonly errmsg: string;
    readonly errorLabels?: readonly string[];
  };
  readonly blockConnection?: true;
  readonly blockTimeMS?: number;
}

/** Meets so many of the commands, or all of them, until `heal`. */
export async function plant(
  server: Connection,
  fault: Fault,
  times: number | 'always',
): Promise<void> {
  await adminOf(server).command({
    configureFailPoint: 'failCommand',
    mode: times === 'always' ? 'alwaysOn' : { times },
    data: fault,
  });
}

export async function heal(server: Connection): Promise<void> {
  await adminOf(server).command({ configureFailPoint: 'failCommand', mode: 'off' });
}

function adminOf({ db }: Connection) {
  if (db === undefined) throw new Error('the connection is not open');
  return db.admin();
}
