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
  /** Throws when the command is over. */
  throwIfOver(): void;
  /** `leave` is to be called when the command is over, in place of any earlier one. After its turn it does nothing. */
  whenOver(leave: () => void): void;
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

/** The command was over before its turn came. */
class LineLeftError extends Error {
  override readonly name = 'LineLeftError';
}

/** The lines of one process. */
export interface GuardLines {
  /** Takes the rows if nobody has any of them; otherwise null. */
  takeIfFree(ids: readonly string[]): HeldRows | null;
  /**
   * Waits until it is this command's turn for all of the rows. All commands take rows in the order of their ids, so that
   * no two wait for each other. Throws a `LineIsFullError`, and another error if the command is over before.
   */
  waitInLine(ids: readonly string[], ticket: LineTicket): Promise<HeldRows>;
}

interface Waiter {
  readonly since: number;
  takeTurn(): void;
}

/** A command that takes several rows, one after the other. */
interface Collector {
  /** Also true once somebody who goes first waits for a row that it has: it must not keep that row while it stands far back in another line. */
  goesFirst: boolean;
  place: { readonly line: Line; readonly waiter: Waiter } | null;
}

/** The line of a row that somebody has. */
interface Line {
  readonly first: Waiter[];
  readonly others: Waiter[];
  /** Who has the row, if it still collects others. */
  holder: Collector | null;
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
      const collector: Collector = { goesFirst: ticket.goesFirst, place: null };
      const taken: string[] = [];
      try {
        for (const id of ordered) {
          ticket.throwIfOver();
          const line = lines.get(id);
          if (line === undefined) lines.set(id, { ...emptyLine(), holder: collector });
          else await waitForTurn(line, collector, ticket, maxLength);
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
  return { first: [], others: [], holder: null, firstInARow: 0 };
}

/** Returns when the row of the line is held. */
async function waitForTurn(
  line: Line,
  collector: Collector,
  ticket: LineTicket,
  maxLength: number,
): Promise<void> {
  const queue = collector.goesFirst ? line.first : line.others;
  const oldest = queue[0];
  if (oldest !== undefined && queue.length >= maxLength)
    throw new LineIsFullError(ticket.now() - oldest.since);
  await standIn(line, collector, ticket);
  collector.place = null;
  line.holder = collector;
  if (line.first.length > 0) hurry(collector);
}

/** No timer of its own: a crowd of waiting commands would mostly be busy with timers. */
function standIn(line: Line, collector: Collector, ticket: LineTicket): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = { since: ticket.now(), takeTurn: resolve };
    collector.place = { line, waiter };
    (collector.goesFirst ? line.first : line.others).push(waiter);
    if (collector.goesFirst) hurry(line.holder);
    ticket.whenOver(() => {
      if (leave(line.first, waiter) || leave(line.others, waiter))
        reject(new LineLeftError('the command was over before its turn came'));
    });
  });
}

/** Lets whoever has a row that somebody who goes first waits for go first, too, and so on along the lines. */
function hurry(holder: Collector | null): void {
  if (holder === null || holder.goesFirst) return;
  holder.goesFirst = true;
  const { place } = holder;
  if (place === null || !leave(place.line.others, place.waiter)) return;
  place.line.first.push(place.waiter);
  hurry(place.line.holder);
}

/** False if the waiter is not in this queue. */
function leave(queue: Waiter[], waiter: Waiter): boolean {
  const place = queue.indexOf(waiter);
  if (place !== -1) queue.splice(place, 1);
  return place !== -1;
}

function release(lines: LinesById, ids: readonly string[]): void {
  for (const id of ids) {
    const line = lines.get(id);
    const next = line === undefined ? null : takeNext(line);
    if (line !== undefined) line.holder = null;
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
