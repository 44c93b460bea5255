// Lines in front of the rows that commands change. Commands of one process that change the same row take turns. If all of
// them tried at once, one would succeed and the others would have worked for nothing. Between processes, the versions of
// the rows decide.

import { compareText } from '../../domain/shared/text.js';

/** How one command waits. */
export interface LineTicket {
  /** Goes before those that do not. */
  readonly goesFirst: boolean;
  /** A clock that never goes back, in milliseconds. */
  now(): number;
  /** Waits for the turn. Throws if the command is aborted or its deadline passes first. */
  waitFor(turn: () => Promise<void>): Promise<void>;
}

/** Rows that one command has and that no other command of this process has. */
export interface HeldRows {
  readonly ids: readonly string[];
  release(): void;
}

/** The line of a row is full. `waitedMs` is how long the first one in it has waited. */
export class LineIsFullError extends Error {
  override readonly name = 'LineIsFullError';
  readonly waitedMs: number;

  constructor(waitedMs: number) {
    super('too many commands wait for one row');
    this.waitedMs = waitedMs;
  }
}

/** The lines of one process. */
export interface GuardLines {
  /** Takes the rows if nobody has any of them; otherwise null. */
  takeIfFree(ids: readonly string[]): HeldRows | null;
  /**
   * Waits until it is this command's turn for all of the rows. All commands take rows in the order of their ids, so that
   * no two wait for each other. Throws a `LineIsFullError`, or what the ticket throws.
   */
  waitInLine(ids: readonly string[], ticket: LineTicket): Promise<HeldRows>;
}

interface Waiter {
  readonly since: number;
  takeTurn(): void;
}

/** The line of a row that somebody has. */
interface Line {
  readonly first: Waiter[];
  readonly others: Waiter[];
  /** How many of `first` have gone since the last of `others`. */
  firstInARow: number;
}

/** After this many that go first, the oldest of the others goes. */
const maxFirstInARow = 10;

/** `maxLength` is how many may wait for one row. Those who go first are counted on their own. */
export function createGuardLines(maxLength: number): GuardLines {
  const lines = new Map<string, Line>();
  const hold = (ids: readonly string[]): HeldRows => ({ ids, release: () => release(lines, ids) });
  return {
    takeIfFree(ids) {
      if (ids.some((id) => lines.has(id))) return null;
      for (const id of ids) lines.set(id, emptyLine());
      return hold([...new Set(ids)]);
    },

    async waitInLine(ids, ticket) {
      const ordered = [...new Set(ids)].sort(compareText);
      const taken: string[] = [];
      try {
        for (const id of ordered) {
          await waitForRow(lines, id, ticket, maxLength);
          taken.push(id);
        }
      } catch (error) {
        release(lines, taken);
        throw error;
      }
      return hold(ordered);
    },
  };
}

type LinesById = Map<string, Line>;

function emptyLine(): Line {
  return { first: [], others: [], firstInARow: 0 };
}

/** Returns when the row is held. */
async function waitForRow(
  lines: LinesById,
  id: string,
  ticket: LineTicket,
  maxLength: number,
): Promise<void> {
  const line = lines.get(id);
  if (line === undefined) {
    lines.set(id, emptyLine());
    return;
  }
  const queue = ticket.goesFirst ? line.first : line.others;
  const oldest = queue[0];
  if (oldest !== undefined && queue.length >= maxLength)
    throw new LineIsFullError(ticket.now() - oldest.since);
  const { waiter, turn } = newWaiter(ticket.now());
  queue.push(waiter);
  try {
    await ticket.waitFor(() => turn);
  } catch (error) {
    const place = queue.indexOf(waiter);
    if (place !== -1) queue.splice(place, 1);
    // Its turn came at the same moment, and nobody else would give the row to the next one.
    else release(lines, [id]);
    throw error;
  }
}

function newWaiter(since: number): { readonly waiter: Waiter; readonly turn: Promise<void> } {
  let takeTurn = () => {};
  const turn = new Promise<void>((resolve) => {
    takeTurn = resolve;
  });
  return { waiter: { since, takeTurn }, turn };
}

function release(lines: LinesById, ids: readonly string[]): void {
  for (const id of ids) {
    const line = lines.get(id);
    const next = line === undefined ? null : takeNext(line);
    if (next === null) lines.delete(id);
    else next.takeTurn();
  }
}

function takeNext(line: Line): Waiter | null {
  const isFirstsTurn = line.others.length === 0 || line.firstInARow < maxFirstInARow;
  const first = isFirstsTurn ? line.first.shift() : undefined;
  line.firstInARow = first === undefined ? 0 : line.firstInARow + 1;
  return first ?? line.others.shift() ?? null;
}
