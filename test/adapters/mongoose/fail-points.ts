// Sets fail points in a server, so that commands fail there.
import type { Connection } from 'mongoose';

export interface FailPoint {
  readonly failCommands: readonly string[];
  /** Affects only clients with this name. */
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

/** Affects this many commands, or all commands until `heal`. */
export async function setFailPoint(
  server: Connection,
  fault: FailPoint,
  times: number | 'always',
): Promise<void> {
  await adminOf(server).command({
    configureFailPoint: 'failCommand',
    mode: times === 'always' ? 'alwaysOn' : { times },
    data: fault,
  });
}

export async function clearFailPoint(server: Connection): Promise<void> {
  await adminOf(server).command({ configureFailPoint: 'failCommand', mode: 'off' });
}

function adminOf({ db }: Connection) {
  if (db === undefined) throw new Error('the connection is not open');
  return db.admin();
}
