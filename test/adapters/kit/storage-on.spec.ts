// What `storageOn` adds to its engine.
import { describe, expect, it } from 'vitest';
import { storageOn } from '../../../src/adapters/kit/index.js';
import { StorageError, type StorageErrorCode } from '../../../src/index.js';
import { createSampleOperation } from '../../../src/testing/contract/sample-data.js';
import { createLateEngine } from './late-storage.js';

function storageThatFails(code: StorageErrorCode, operationId?: string) {
  const details = {
    cause: 'the line broke',
    ...(operationId === undefined ? {} : { operationId }),
  };
  const write = () => Promise.reject(new StorageError(code, 'no answer came', details));
  return storageOn({ ...createLateEngine(), write });
}

describe('a commit without an answer', () => {
  const operation = createSampleOperation();

  it.each([undefined, operation.journal.id])(
    'names its operation, as the engine or in its place (%s)',
    async (operationId) => {
      const failed = storageThatFails('outcome_unknown', operationId).commit(operation);
      await expect(failed).rejects.toMatchObject({
        code: 'outcome_unknown',
        message: 'no answer came',
        operationId: operation.journal.id,
        cause: 'the line broke',
      });
    },
  );

  it('names none if it is certain that nothing was written', async () => {
    const failed = storageThatFails('unavailable').commit(operation);
    await expect(failed).rejects.toMatchObject({ code: 'unavailable', operationId: undefined });
  });
});
