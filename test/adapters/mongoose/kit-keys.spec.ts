// The unique indexes, compared with the keys of the kit.
import { describe, expect, it } from 'vitest';
import {
  collectionOfKey,
  type KeyName,
  storedCollections,
} from '../../../src/adapters/kit/index.js';
import { collections } from '../../../src/adapters/mongoose/collections.js';
import { uniqueConstraints } from '../../../src/ports/storage.js';

function isKeyName(constraint: string): constraint is KeyName {
  return !constraint.endsWith('.id');
}

describe('the unique indexes on MongoDB', () => {
  it.each(uniqueConstraints.filter(isKeyName))('%s has the fields of the kit', (key) => {
    const collection = collectionOfKey(key);
    const { fields, indexes } = collections[collection];
    const { by = [], where } = storedCollections[collection].keys[key] ?? {};
    const index = indexes.find(({ name }) => name === key);
    const storedNames = by.map((name) => fields[name]?.storedName ?? name);
    expect(Object.keys(index?.key ?? {})).toEqual(storedNames);
    expect(index?.unique).toBe(true);
    if (where !== undefined) expect(index?.partialFilterExpression).toBeDefined();
  });

  it('are those of the kit', () => {
    const names = Object.values(collections).flatMap(({ indexes }) =>
      indexes.filter(({ unique }) => unique).map(({ name }) => name),
    );
    expect(names.toSorted()).toEqual(uniqueConstraints.filter(isKeyName).toSorted());
  });
});
