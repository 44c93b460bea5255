// The comparison of two shapes finds everything that keeps two releases from running on one database.
import { describe, expect, it } from 'vitest';
import { type StoredShape, shapeProblems } from './stored-shape.js';

const id = { bsonType: 'objectId' };
const name = { bsonType: 'string' };
const state = { enum: ['active', 'ended'] };
const index = { name: 'users.name', key: { name: 1 }, unique: true } as const;

function shapeWith(
  properties: object,
  required: readonly string[] = ['_id', 'name', 'state'],
  indexes: StoredShape[string]['indexes'] = [index],
): StoredShape {
  return { users: { jsonSchema: { bsonType: 'object', required, properties }, indexes } };
}

const frozen = shapeWith({ _id: id, name, state, tags: { bsonType: 'array', items: state } });
const problemsOf = (next: StoredShape) => shapeProblems(frozen, next);
const all = { _id: id, name, state, tags: { bsonType: 'array', items: state } };

describe('two releases can run on one database if the next one', () => {
  it.each([
    { what: 'has the same shape', next: frozen },
    { what: 'has another optional field', next: shapeWith({ ...all, age: { bsonType: 'int' } }) },
    {
      what: 'has another value',
      next: shapeWith({ ...all, state: { enum: ['active', 'ended', 'away'] } }),
    },
    {
      what: 'has another index and another collection',
      next: {
        ...shapeWith(all, undefined, [index, { name: 'users.age', key: { age: 1 } }]),
        teams: { jsonSchema: {}, indexes: [] },
      },
    },
  ])('$what', ({ next }) => expect(problemsOf(next)).toEqual([]));
});

describe('two releases cannot run on one database if the next one', () => {
  it.each<{ what: string; next: StoredShape; says: string }>([
    { what: 'has no such collection', next: {}, says: 'users is gone' },
    {
      what: 'has no such field',
      next: shapeWith({ _id: id, name, state }),
      says: 'users.tags is gone',
    },
    {
      what: 'has another type',
      next: shapeWith({ ...all, name: { bsonType: 'int' } }),
      says: 'the bsonType of users.name differs',
    },
    {
      what: 'requires a new field',
      next: shapeWith({ ...all, age: { bsonType: 'int' } }, ['_id', 'name', 'state', 'age']),
      says: 'users.age is required',
    },
    {
      what: 'requires what was optional',
      next: shapeWith(all, ['_id', 'name', 'state', 'tags']),
      says: 'users.tags is required',
    },
    {
      what: 'may leave out what was required',
      next: shapeWith(all, ['_id', 'state']),
      says: 'users.name is no longer required',
    },
    {
      what: 'no longer knows a value',
      next: shapeWith({ ...all, state: { enum: ['active'] } }),
      says: 'users.state can no longer be ended',
    },
    {
      what: 'no longer knows a value in a list',
      next: shapeWith({ ...all, tags: { bsonType: 'array', items: { enum: ['active'] } } }),
      says: 'users.tags[] can no longer be ended',
    },
    {
      what: 'bounds what was unbounded',
      next: shapeWith({ ...all, name: { ...name, maxLength: 10 } }),
      says: 'the maxLength of users.name differs',
    },
    {
      what: 'has no such index',
      next: shapeWith(all, undefined, []),
      says: 'the index users.name of users is gone or differs',
    },
    {
      what: 'has another index by that name',
      next: shapeWith(all, undefined, [{ name: index.name, key: index.key }]),
      says: 'the index users.name of users is gone or differs',
    },
  ])('$what', ({ next, says }) => expect(problemsOf(next)).toEqual([says]));
});
