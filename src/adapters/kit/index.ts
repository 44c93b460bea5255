// `guildhall/storage`: what every storage adapter would write again otherwise. A description of the collections as data,
// and a whole storage from an engine that finds rows, scans lists and stores writes.

export { type Answer, requireAtOnce } from './answer.js';
export type {
  FieldValue,
  KeyName,
  StoredCollection,
  StoredField,
  StoredKey,
  StoredList,
  Where,
} from './description/description.js';
export {
  type CollectionOfKey,
  type ListName,
  storedCollections,
} from './description/stored-collections.js';
export type {
  Place,
  RowView,
  RowWrite,
  RowWriteTo,
  Scan,
  StorageEngine,
  StoredRow,
  WriteDecision,
} from './engine.js';
export {
  comparePlaces,
  fieldValuesOf,
  type KeyEntry,
  keyEntriesOf,
  type ListEntry,
  listEntriesOf,
} from './list-entries.js';
export { idOf, type StoredName, type StoredRows, storedNames } from './stored-rows.js';
