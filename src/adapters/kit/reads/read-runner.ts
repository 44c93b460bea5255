// How the reads run, and the reads that are one list.

import type { Answer } from '../answer.js';
import type { RowView, Scan, StoredRow } from '../engine.js';
import type { StoredName, StoredRows } from '../stored-rows.js';
import { filterMap, takeAll, takeFirst, walkScan } from '../walk.js';

/** Answers a question about the rows of the storage. */
export type ReadRunner = <T>(question: (view: RowView) => Answer<T>) => Promise<T>;

/** The collections whose rows are listed by their ids alone. */
type NameWithId = Extract<StoredName, 'users' | 'organizations' | 'apps'>;

/** Reads of the rows of one list. */
interface ListReads {
  all<C extends StoredName>(scan: Scan<C>): Promise<readonly StoredRow<C>[]>;
  first<C extends StoredName>(scan: Scan<C>, limit: number): Promise<readonly StoredRow<C>[]>;
  firstIds<C extends NameWithId>(
    scan: Scan<C>,
    limit: number,
  ): Promise<readonly StoredRows[C]['id'][]>;
}

export function listReads(read: ReadRunner): ListReads {
  return {
    all: (scan) => read((view) => takeAll(walkScan(view, scan))),
    first: (scan, limit) => read((view) => takeFirst(walkScan(view, scan), limit)),
    firstIds: (scan, limit) =>
      read((view) =>
        takeFirst(
          filterMap(walkScan(view, scan), ({ value }) => value.id),
          limit,
        ),
      ),
  };
}
