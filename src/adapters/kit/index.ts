// `guildhall/storage`: what every storage adapter would write again otherwise. A description of the collections as data,
// and a whole storage from an engine that finds rows, scans lists and stores writes.

export { type Answer, requireAtOnce } from './answer.js';
export { rowFromText, rowToText } from './codec.js';
export { uniqueConflict, versionConflict } from './conflicts.js';
export { compactCopy, deepCopy } from './copies.js';
export {
  claimedInvitation,
  claimedMessage,
  settledInvitation,
  settledMessage,
} from './deliveries.js';
export type { ListReader } from './description/compile.js';
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
  collectionOfKey,
  type ListName,
  listNamesOf,
  storedCollections,
} from './description/stored-collections.js';
export type {
  Place,
  RowView,
  RowWrite,
  RowWriteTo,
  Scan,
  ScanRange,
  StorageEngine,
  StoredRow,
  WriteDecision,
} from './engine.js';
export { type KeysetRange, keysetRanges } from './keyset.js';
export {
  comparePlaces,
  fieldValuesOf,
  type KeyEntry,
  keyEntriesOf,
  type ListEntry,
  listEntriesOf,
  listReader,
} from './list-entries.js';
export { type PageSpec, sliceRowPage } from './row-page.js';
export {
  compareByCollectionAndId,
  type OperationStep,
  stepsOf,
  withMetadataOf,
} from './steps.js';
export { storageOn } from './storage-on.js';
export { idOf, type StoredName, type StoredRows, storedNames } from './stored-rows.js';
export { unwrittenStorage } from './unwritten-storage.js';
