// The rows that one command has to itself, within its process, while it tries to change them.

import type { Action } from '../../domain/journal/journal-entry.js';
import { allows, type RoleTable } from '../../domain/organization/role-permissions.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { Change } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { type HeldRows, LineIsFullError, type LineTicket } from './guard-lines.js';
import type { RetryTimer } from './retry-timer.js';
import type { CommandLines, ExpectedCommand } from './row-expectations.js';

/** The commands that take authority away. They go first, so that nobody keeps authority by being busy. */
const actionsThatGoFirst: ReadonlySet<Action> = new Set([
  'user.suspend',
  'user.delete',
  'organization.delete',
  'membership.remove',
  'invitation.revoke',
  'app.delete',
  'app.suspend',
  'app.take_down',
  'review.revoke',
  'key.revoke',
]);

/** Whether some commands with this action go first. */
export function mayGoFirst(action: Action): boolean {
  return action === 'membership.change_role' || actionsThatGoFirst.has(action);
}

/**
 * The role before is not read yet. A change of role goes first if the new one manages nobody: it may be a demotion then.
 * Making an admin also waits for the user's row, and must not delay a suspension.
 */
function mayTakeAuthorityAway(roles: RoleTable, { action, input }: ExpectedCommand): boolean {
  if (action !== 'membership.change_role') return mayGoFirst(action);
  return !allows(roles, String(Reflect.get(input, 'role')), 'members:manage');
}

export interface CommandTurn {
  /**
   * Takes the rows that this actor has taken before with this action and names again, and waits for them if it must. Without
   * this, the first attempt would read what is about to change.
   */
  takeExpectedRows(): Promise<'done' | RefusalOf<'overloaded'>>;
  beginAttempt(): void;
  /** For a command that was refused or changed nothing: the next one is not expected to take these rows. */
  forgetExpectedRows(): void;
  /**
   * Takes the rows whose versions the changes expect, and new slugs. `done`: the command has them. `read_again`: it has
   * them after a wait, in which they may have changed.
   */
  takeRows(changes: readonly Change[]): Promise<'done' | 'read_again' | RefusalOf<'overloaded'>>;
  /** Whether the command had rows before this attempt read. Then a conflict is most likely with another process. */
  hadRowsBeforeReading(): boolean;
  /** The guards among the rows of the last attempt: the rows that many commands expect to be unchanged. */
  readonly guards: readonly GuardRow[];
  readonly goesFirst: boolean;
  /** Counts an attempt that lost to another process, and returns how many have. */
  countLoss(): number;
  /** How long the last attempt has taken, in milliseconds. */
  attemptMs(): number;
  /** How long the command has waited in lines, in milliseconds. */
  waitedMs(): number;
  /** Leaves the line, and gives all rows back. */
  end(): void;
}

/** A row that many commands guard. */
export interface GuardRow {
  readonly collection: 'users' | 'organizations' | 'apps';
  readonly id: string;
}

export function startTurn(
  { lines: { lines, expectations }, roles }: Pick<Dependencies, 'lines' | 'roles'>,
  command: ExpectedCommand,
  timer: RetryTimer,
): CommandTurn {
  const goesFirst = mayTakeAuthorityAway(roles, command);
  const rows = createRowHolder(lines, timer, goesFirst);
  let hadRows = false;
  let losses = 0;
  let guards: readonly GuardRow[] = [];
  let attemptStartedAt = timer.now();
  return {
    async takeExpectedRows() {
      const expected = expectations.rowsOf(command);
      if (rows.takeIfFree(expected)) return 'done';
      const overloaded = await rows.waitInLine(expected);
      // An earlier command of the same actor may have been refused during the wait.
      if (expectations.rowsOf(command).length < expected.length) rows.giveBack();
      return overloaded ?? 'done';
    },
    beginAttempt() {
      hadRows = rows.heldIds().length > 0;
      attemptStartedAt = timer.now();
    },
    async takeRows(changes) {
      timer.throwIfOver();
      const ids = changes.filter(isWantedByOthers).map(({ id }) => id);
      expectations.note(command, ids);
      guards = changes.flatMap(toGuardRows);
      const before = rows.heldIds();
      const missing = ids.filter((id) => !before.includes(id));
      if (missing.length === 0) return 'done';
      if (rows.takeIfFree(missing)) return 'done';
      // Two commands that wait for one row while they have another could wait for each other.
      rows.giveBack();
      return (await rows.waitInLine(ids)) ?? 'read_again';
    },
    forgetExpectedRows: () => expectations.forget(command),
    hadRowsBeforeReading: () => hadRows,
    get guards() {
      return guards;
    },
    goesFirst,
    countLoss: () => {
      losses += 1;
      return losses;
    },
    attemptMs: () => timer.now() - attemptStartedAt,
    waitedMs: rows.waitedMs,
    end: rows.end,
  };
}

/** Takes the rows of one command, and gives them back. */
interface RowHolder {
  takeIfFree(ids: readonly string[]): boolean;
  /** Null when the rows are held. */
  waitInLine(ids: readonly string[]): Promise<RefusalOf<'overloaded'> | null>;
  heldIds(): readonly string[];
  waitedMs(): number;
  giveBack(): void;
  end(): void;
}

function createRowHolder(
  lines: CommandLines['lines'],
  timer: RetryTimer,
  goesFirst: boolean,
): RowHolder {
  let leaveLine = () => {};
  const ticket: LineTicket = {
    goesFirst,
    now: timer.now,
    throwIfOver: timer.throwIfOver,
    whenOver: (leave) => {
      leaveLine = leave;
    },
  };
  const held: HeldRows[] = [];
  let hasEnded = false;
  let waitedBeforeMs = 0;
  let waitsSince: number | null = null;
  const waitedMs = () => waitedBeforeMs + (waitsSince === null ? 0 : timer.now() - waitsSince);
  const giveBack = () => {
    for (const rows of held.splice(0)) rows.release();
  };
  const hold = (rows: HeldRows) => {
    held.push(rows);
    // The command may have ended while this attempt still waited for the rows.
    if (hasEnded) giveBack();
  };
  return {
    takeIfFree(ids) {
      const free = lines.takeIfFree(ids);
      if (free !== null) hold(free);
      return free !== null;
    },
    async waitInLine(ids) {
      waitsSince = timer.now();
      try {
        hold(await lines.waitInLine(ids, ticket));
        return null;
      } catch (error) {
        if (error instanceof LineIsFullError) return overloadedRefusal(error.waitedMs);
        throw error;
      } finally {
        waitedBeforeMs = waitedMs();
        waitsSince = null;
      }
    },
    heldIds: () => held.flatMap(({ ids }) => ids),
    waitedMs,
    giveBack,
    end() {
      hasEnded = true;
      leaveLine();
      giveBack();
    },
  };
}

/** Several commands may want the same new slug. All other inserts have ids of their own. */
function isWantedByOthers({ kind, collection }: Change): boolean {
  return kind !== 'insert' || collection === 'slugs';
}

function toGuardRows({ kind, collection, id }: Change): readonly GuardRow[] {
  if (kind === 'insert') return [];
  const isGuard = collection === 'users' || collection === 'organizations' || collection === 'apps';
  return isGuard ? [{ collection, id }] : [];
}

/** `waitedMs` is how long somebody has waited for the row, and thus about how long another one would have to. */
export function overloadedRefusal(waitedMs: number): RefusalOf<'overloaded'> {
  return { code: 'overloaded', retryAfter: Math.max(1, Math.ceil(waitedMs / 1000)) };
}
