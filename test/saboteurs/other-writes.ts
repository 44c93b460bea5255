// Claims, settlements, recorded uses and prunings that are wrong in themselves, and wrong clocks and closings.

import { StorageError } from '../../src/ports/storage-error.js';
import {
  around,
  type Bench,
  callMethod,
  createBench,
  portMethods,
  putRow,
  type TableName,
} from './bench.js';
import { valueAt } from './data.js';
import { concerning, type Mutant } from './mutant.js';
import { callAtOnce, changesOf, narrowWrites } from './races.js';
import { mutantOfCalls } from './read-arguments.js';
import { idOf } from './shadow.js';
import { casesOf, fields, type RowCase } from './transforms.js';

type Call = (bench: Bench, args: readonly unknown[]) => unknown;

/** A method that runs otherwise, in one step. */
function narrowMutant(kind: string, method: string, what: string, call: Call): Mutant {
  return {
    kind,
    name: `${method} ${what}`,
    ...concerning([method]),
    plant: () => {
      const bench = createBench();
      return around(bench.storage, ({ name, args }, proceed) => {
        const given = structuredClone(args);
        return name === method ? bench.call(() => call(bench, given)) : proceed();
      });
    },
  };
}

/** As usual, but what it has written is then changed. */
function withWritten(
  method: string,
  change: (
    bench: Bench,
    collection: TableName,
    id: string,
    rows: { readonly before: object | null; readonly version: number },
  ) => void,
): Call {
  return (bench, args) => {
    const [answer, changes] = changesOf(bench, () => callAtOnce(bench, method, args));
    for (const { collection, id, before } of changes)
      change(bench, collection, id, {
        before: before?.value ?? null,
        version: before?.version ?? 0,
      });
    return answer;
  };
}

/** As if the rows of a case were not there. */
function withoutRows(method: string, { collection, holds }: RowCase): Call {
  return (bench, args) => {
    const table = bench.tables[collection];
    const hidden = table.rows().filter(({ value }) => holds(value));
    for (const { value } of hidden) putRow(table, idOf(value), null);
    try {
      return callAtOnce(bench, method, args);
    } finally {
      for (const row of hidden) putRow(table, idOf(row.value), row);
    }
  };
}

function ofNarrowWrite(method: string, tables: readonly TableName[]): readonly Mutant[] {
  return tables.flatMap((table) => [
    narrowMutant(
      'narrow writes',
      method,
      `does not write to ${table}`,
      withWritten(method, ({ tables: all }, collection, id, { before, version }) => {
        if (collection === table)
          putRow(all[table], id, before === null ? null : { value: before, version });
      }),
    ),
    ...wrongSteps(method, table).map((step) =>
      narrowMutant(
        'narrow writes',
        method,
        `raises the version by ${step} in ${table}`,
        withWritten(method, ({ tables: all }, collection, id, { version }) => {
          const row = all[collection].find(id);
          if (collection === table && row !== null)
            putRow(all[table], id, { ...row, version: version + step });
        }),
      ),
    ),
    ...casesOf(table).map((rowCase) =>
      narrowMutant(
        'narrow writes beside some rows',
        method,
        `does not see the rows of ${table} ${rowCase.description}`,
        withoutRows(method, rowCase),
      ),
    ),
    ...fieldsKept(method, table),
  ]);
}

/** Versions are seen only in invitations, which claims and settlements raise by one, and in keys, which a use does not. */
function wrongSteps(method: string, table: TableName): readonly number[] {
  if (table === 'apikeys') return [1, 2];
  return table === 'invitations' && method !== 'outbox.prune' ? [0, 2] : [];
}

const writtenFields: Readonly<Record<string, readonly string[]>> = {
  'outbox.claim': ['delivery', 'emailSentCount'],
  'outbox.settle': ['delivery', 'lastEmailSentAt'],
  'apiKeys.recordUse': ['lastUsedAt'],
};

/** Fields of a written row that stay as they were. */
function fieldsKept(method: string, table: TableName): readonly Mutant[] {
  return (writtenFields[method] ?? [])
    .filter((name) => fields.some((field) => field.collection === table && field.name === name))
    .map((name) =>
      narrowMutant(
        'narrow writes',
        method,
        `does not write ${name} in ${table}`,
        withWritten(method, ({ tables }, collection, id, { before }) => {
          const row = tables[collection].find(id);
          if (
            collection !== table ||
            row === null ||
            before === null ||
            !Object.hasOwn(row.value, name)
          )
            return;
          putRow(tables[table], id, {
            ...row,
            value: { ...row.value, [name]: Reflect.get(before, name) },
          });
        }),
      ),
    );
}

function leaseIdOf({ tables }: Bench, id: unknown): unknown {
  for (const table of [tables.outbox, tables.invitations]) {
    const found = valueAt(table.find(String(id))?.value, ['delivery', 'lease', 'id']);
    if (found !== undefined) return found;
  }
  return undefined;
}

const special: readonly Mutant[] = [
  ...(['invitation', 'message'] as const).map((kind) =>
    narrowMutant(
      'narrow writes',
      'outbox.settle',
      `does not ask for the lease of ${kind}s`,
      (bench, [settlement]) => {
        const lease = leaseIdOf(bench, valueAt(settlement, ['id']));
        const isMeant = valueAt(settlement, ['kind']) === kind && lease !== undefined;
        return callAtOnce(bench, 'outbox.settle', [
          isMeant ? Object.assign({}, settlement, { leaseId: lease }) : settlement,
        ]);
      },
    ),
  ),
  narrowMutant(
    'narrow writes',
    'outbox.settle',
    'writes lastEmailSentAt of the first mail only',
    withWritten('outbox.settle', ({ tables }, collection, id, { before }) => {
      const row = tables[collection].find(id);
      const first: unknown = before === null ? undefined : Reflect.get(before, 'lastEmailSentAt');
      if (row !== null && first !== undefined)
        putRow(tables[collection], id, { ...row, value: { ...row.value, lastEmailSentAt: first } });
    }),
  ),
  narrowMutant(
    'narrow writes',
    'outbox.settle',
    'does nothing once the lease is over',
    (bench, [settlement]) => {
      const row =
        bench.tables.outbox.find(String(valueAt(settlement, ['id']))) ??
        bench.tables.invitations.find(String(valueAt(settlement, ['id'])));
      const until = valueAt(row?.value, ['delivery', 'lease', 'until']);
      const at = valueAt(settlement, ['at']);
      return until instanceof Date && at instanceof Date && until <= at
        ? false
        : callAtOnce(bench, 'outbox.settle', [settlement]);
    },
  ),
  narrowMutant(
    'narrow writes',
    'outbox.claim',
    'gives a row twice whose lease was over',
    (bench, [claim]) => {
      const [answer, changes] = changesOf(bench, () => callAtOnce(bench, 'outbox.claim', [claim]));
      const again = changes.find(
        ({ before }) => valueAt(before?.value, ['delivery', 'lease']) !== undefined,
      );
      const items = Array.isArray(answer) ? answer : [];
      return again === undefined
        ? answer
        : [...items, ...items.filter((item) => valueAt(item, ['id']) === again.id)];
    },
  ),
  narrowMutant(
    'narrow writes',
    'outbox.claim',
    'takes messages before invitations that are due at the same time',
    (bench, [claim]) => {
      const answer = callAtOnce(bench, 'outbox.claim', [claim]);
      return Array.isArray(answer)
        ? answer.toSorted((a, b) =>
            String(valueAt(b, ['kind'])).localeCompare(String(valueAt(a, ['kind']))),
          )
        : answer;
    },
  ),
  narrowMutant('narrow writes', 'apiKeys.recordUse', 'records every use', (bench, [id, at]) => {
    bench.tables.apikeys.updateUnversioned(String(id), (value) => ({ ...value, lastUsedAt: at }));
    return undefined;
  }),
  narrowMutant(
    'narrow writes',
    'apiKeys.recordUse',
    'records a use that is earlier than the last',
    (bench, [id, at]) => {
      bench.tables.apikeys.updateUnversioned(String(id), (value) => {
        const last: unknown = Reflect.get(value, 'lastUsedAt');
        return last instanceof Date && at instanceof Date && at < last
          ? { ...value, lastUsedAt: at }
          : value;
      });
      return callAtOnce(bench, 'apiKeys.recordUse', [id, at]);
    },
  ),
  ...[30_000, 61_000, 120_000].map((ms) =>
    narrowMutant(
      'narrow writes',
      'apiKeys.recordUse',
      `records uses every ${ms} ms`,
      (bench, [id, at]) => {
        bench.tables.apikeys.updateUnversioned(String(id), (value) => {
          const last: unknown = Reflect.get(value, 'lastUsedAt');
          const isDue =
            at instanceof Date && (!(last instanceof Date) || at.getTime() - last.getTime() >= ms);
          return isDue ? { ...value, lastUsedAt: at } : value;
        });
        return undefined;
      },
    ),
  ),
  {
    kind: 'shared answers',
    name: 'apiKeys.recordUse keeps the date of its caller',
    ...concerning(['apiKeys.recordUse']),
    plant: () => {
      const bench = createBench();
      return around(bench.storage, async ({ name, args: [id, at] }, proceed) => {
        const done = await proceed();
        if (name !== 'apiKeys.recordUse' || !(at instanceof Date)) return done;
        bench.tables.apikeys.updateUnversioned(String(id), (value) => {
          const last: unknown = Reflect.get(value, 'lastUsedAt');
          return last instanceof Date && last.getTime() === at.getTime()
            ? { ...value, lastUsedAt: at }
            : value;
        });
        return done;
      });
    },
  },
  narrowMutant('narrow writes', 'outbox.prune', 'deletes queued messages', (bench, args) => {
    const queued = bench.tables.outbox
      .rows()
      .filter(({ value }) => valueAt(value, ['delivery', 'state']) === 'queued');
    for (const row of queued)
      putRow(bench.tables.outbox, idOf(row.value), {
        ...row,
        value: { ...row.value, delivery: { state: 'sent', attempts: 0 } },
      });
    const answer = callAtOnce(bench, 'outbox.prune', args);
    for (const row of queued)
      if (bench.tables.outbox.find(idOf(row.value)) !== null)
        putRow(bench.tables.outbox, idOf(row.value), row);
    return answer;
  }),
  narrowMutant(
    'narrow writes',
    'outbox.prune',
    'deletes entries whose messages are there',
    (bench, args) => {
      const messages = bench.tables.outbox
        .rows()
        .filter(({ value }) => valueAt(value, ['delivery', 'state']) === 'queued');
      for (const { value } of messages) putRow(bench.tables.outbox, idOf(value), null);
      const answer = callAtOnce(bench, 'outbox.prune', args);
      for (const row of messages) putRow(bench.tables.outbox, idOf(row.value), row);
      return answer;
    },
  ),
  narrowMutant(
    'narrow writes',
    'outbox.prune',
    'has one limit for messages and entries',
    (bench, [before, limit]) => {
      const [answer, changes] = changesOf(bench, () =>
        callAtOnce(bench, 'outbox.prune', [before, limit]),
      );
      const entries = changes.filter(({ collection }) => collection === 'journal');
      const extra = Math.max(0, Number(answer) - Number(limit));
      for (const { id, before: row } of entries.slice(entries.length - extra))
        putRow(bench.tables.journal, id, row);
      return Number(answer) - extra;
    },
  ),
];

const clocks: Readonly<Record<string, () => () => Date>> = {
  'stands still': () => {
    const now = new Date();
    return () => now;
  },
  'is in 1970': () => () => new Date(0),
  'is in 2150': () => () => new Date(Date.UTC(2150, 0, 1)),
  'goes back': () => {
    let ms = Date.now();
    return () => {
      ms -= 1_000;
      return new Date(ms);
    };
  },
  'jumps back': () => {
    let calls = 0;
    return () => {
      calls += 1;
      return new Date(Date.now() - (calls % 2) * 60_000);
    };
  },
  'is a day behind': () => () => new Date(Date.now() - 86_400_000),
  'is in seconds': () => () => new Date(Math.floor(Date.now() / 1_000)),
  'has no milliseconds': () => () => new Date(Math.floor(Date.now() / 1_000) * 1_000),
  'is no date': () => () => new Date(Number.NaN),
};

function timeMutants(): readonly Mutant[] {
  return Object.entries(clocks).map(([what, start]) =>
    mutantOfCalls('time', `time ${what}`, 'time', () => {
      const now = start();
      return async (_call, proceed) => {
        await proceed();
        return now();
      };
    }),
  );
}

/** Each method goes on after `close`, and `close` itself fails, hangs or does nothing. */
function closeMutants(): readonly Mutant[] {
  const still = portMethods
    .filter((name) => name !== 'close')
    .map(
      (method): Mutant => ({
        kind: 'close',
        name: `${method} goes on after close`,
        ...concerning(['close']),
        plant: () => {
          const bench = createBench();
          const other = createBench({ memory: bench.memory }).storage;
          return around(bench.storage, (call, proceed) =>
            call.name === method ? callMethod(other, method, call.args) : proceed(),
          );
        },
      }),
    );
  const codes = (['misconfigured', 'outcome_unknown', 'version_conflict'] as const).map((code) =>
    mutantOfAll(`throws ${code} after close`, async (proceed) => {
      try {
        return await proceed();
      } catch (error) {
        throw error instanceof StorageError && error.code === 'unavailable'
          ? new StorageError(code, error.message)
          : error;
      }
    }),
  );
  const closings: Readonly<
    Record<string, (calls: number, proceed: () => Promise<unknown>) => Promise<unknown>>
  > = {
    'does nothing': async () => undefined,
    'fails the second time': async (calls, proceed) => {
      if (calls > 1) throw new StorageError('unavailable', 'The storage is closed.');
      return proceed();
    },
    'always fails': async () => {
      throw new StorageError('unavailable', 'The storage cannot be closed.');
    },
    'never ends the second time': (calls, proceed) =>
      calls > 1 ? new Promise(() => {}) : proceed(),
  };
  return [
    ...still,
    ...codes,
    ...Object.entries(closings).map(([what, close]) =>
      mutantOfCalls('close', `close ${what}`, 'close', () => {
        let calls = 0;
        return (_call, proceed) => {
          calls += 1;
          return close(calls, proceed);
        };
      }),
    ),
  ];
}

function mutantOfAll(
  name: string,
  run: (proceed: () => Promise<unknown>) => Promise<unknown>,
): Mutant {
  return {
    kind: 'close',
    name,
    ...concerning(['close']),
    plant: () => around(createBench().storage, (_call, proceed) => run(() => proceed())),
  };
}

export function otherWriteMutants(): readonly Mutant[] {
  return [
    ...Object.entries(narrowWrites).flatMap(([method, tables]) => ofNarrowWrite(method, tables)),
    ...special,
    ...timeMutants(),
    ...closeMutants(),
  ];
}
