// A sorted list in blocks of bounded length, so that an insertion does not move everything after it.

import { compareCodePoints, compareText } from '../../domain/shared/text.js';

/** The place of a row among those with the same index key: by time, then by text, then by id. Without a time, the sort value is 0. */
export interface Position {
  readonly atMs: number;
  readonly text?: string;
  readonly id: string;
}

export function comparePositions(a: Position, b: Position): number {
  const byTime = a.atMs - b.atMs;
  if (byTime !== 0) return byTime;
  return compareCodePoints(a.text ?? '', b.text ?? '') || compareText(a.id, b.id);
}

const maxBlockLength = 512;

export class SortedPositions {
  readonly #blocks: Position[][] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(position: Position): boolean {
    const block = this.#blocks[this.#blockOf(position)] ?? [];
    const entry = block[insertionIndex(position, block)];
    return entry !== undefined && comparePositions(entry, position) === 0;
  }

  add(position: Position): void {
    const place = Math.min(this.#blockOf(position), Math.max(this.#blocks.length - 1, 0));
    const block = this.#blocks[place] ?? [];
    if (this.#blocks.length === 0) this.#blocks.push(block);
    block.splice(insertionIndex(position, block), 0, position);
    if (block.length > maxBlockLength)
      this.#blocks.splice(place + 1, 0, block.splice(maxBlockLength / 2));
    this.#size += 1;
  }

  /** The position must be in the list. */
  delete(position: Position): void {
    const place = this.#blockOf(position);
    const block = this.#blocks[place] ?? [];
    block.splice(insertionIndex(position, block), 1);
    if (block.length === 0) this.#blocks.splice(place, 1);
    this.#size -= 1;
  }

  /** All positions in order, or those after `after`. */
  *ascending(after: Position | null): Iterable<Position> {
    const first = after === null ? 0 : this.#blockOf(after);
    for (let place = first; place < this.#blocks.length; place += 1) {
      const block = this.#blocks[place] ?? [];
      const isCut = after !== null && place === first;
      yield* isCut ? block.filter((position) => comparePositions(position, after) > 0) : block;
    }
  }

  /** All positions in reverse order, or those before `before`. */
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

  /** The index of the block for a position: the first block that does not end before it. */
  #blockOf(position: Position): number {
    return findFirstIndexByHalving(this.#blocks, (block) => {
      const last = block.at(-1);
      return last !== undefined && comparePositions(last, position) >= 0;
    });
  }
}

/** The index of the first entry of the block that is not below the position. */
function insertionIndex(position: Position, block: readonly Position[]): number {
  return findFirstIndexByHalving(block, (other) => comparePositions(other, position) >= 0);
}

/** The first index at which `holds` is true, by binary search. `holds` must be false before some index and true from it on. */
function findFirstIndexByHalving<T>(items: readonly T[], holds: (item: T) => boolean): number {
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
