// A sorted list that takes insertions anywhere without moving all that follows: blocks of bounded length, in order.

/** Where a row stands in its group: by time, then by id. Groups that are sorted by id alone have 0 for the time. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

/** Where the row with this id stands in a group that is sorted by id alone. */
export function positionOf(id: string | null): Position | null {
  return id === null ? null : { at: 0, id };
}

export function comparePositions(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

const maxBlock = 512;

export class SortedPositions {
  readonly #blocks: Position[][] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(position: Position): boolean {
    const block = this.#blocks[this.#blockOf(position)] ?? [];
    const there = block[placeOf(position, block)];
    return there !== undefined && comparePositions(there, position) === 0;
  }

  add(position: Position): void {
    const place = Math.min(this.#blockOf(position), Math.max(this.#blocks.length - 1, 0));
    const block = this.#blocks[place] ?? [];
    if (this.#blocks.length === 0) this.#blocks.push(block);
    block.splice(placeOf(position, block), 0, position);
    if (block.length > maxBlock) this.#blocks.splice(place + 1, 0, block.splice(maxBlock / 2));
    this.#size += 1;
  }

  /** Of a position that is there. */
  delete(position: Position): void {
    const place = this.#blockOf(position);
    const block = this.#blocks[place] ?? [];
    block.splice(placeOf(position, block), 1);
    if (block.length === 0) this.#blocks.splice(place, 1);
    this.#size -= 1;
  }

  /** All, or those after `after`. */
  *ascending(after: Position | null): Iterable<Position> {
    const first = after === null ? 0 : this.#blockOf(after);
    for (let place = first; place < this.#blocks.length; place += 1) {
      const block = this.#blocks[place] ?? [];
      const isCut = after !== null && place === first;
      yield* isCut ? block.filter((position) => comparePositions(position, after) > 0) : block;
    }
  }

  /** All, or those before `before`, the last one first. */
  *descending(before: Position | null): Iterable<Position> {
    const end = this.#blocks.length - 1;
    const first = before === null ? end : Math.min(this.#blockOf(before), end);
    for (let place = first; place >= 0; place -= 1) {
      const block = this.#blocks[place] ?? [];
      const isCut = before !== null && place === first;
      const kept = isCut
        ? block.filter((position) => comparePositions(position, before) < 0)
        : block;
      yield* kept.toReversed();
    }
  }

  /** The block that the position belongs to: the first one that does not end before it. */
  #blockOf(position: Position): number {
    return firstWhere(this.#blocks, (block) => {
      const last = block.at(-1);
      return last !== undefined && comparePositions(last, position) >= 0;
    });
  }
}

/** The place of the first one in the block that is not below the position. */
function placeOf(position: Position, block: readonly Position[]): number {
  return firstWhere(block, (other) => comparePositions(other, position) >= 0);
}

/** Binary search; `holds` is false up to some place and true from there on. */
function firstWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item === undefined || holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
