import type { OperationId } from '../domain/shared/ids.js';
import type { Constraint } from './storage.js';

/** What a storage may have met. */
export type StorageErrorCode =
  /** A row was not at the version that the change expected. Nothing was written. */
  | 'version_conflict'
  /** A unique constraint was in the way. Nothing was written. */
  | 'unique_conflict'
  /** The storage could not be reached or had no time. Nothing was written. */
  | 'unavailable'
  /** The storage is not set up as it must be. Nothing was written; trying again does not help. */
  | 'misconfigured'
  /** The answer was lost: it may have been written, or may yet be. */
  | 'outcome_unknown';

const mark = Symbol.for('guildhall.StorageError');

/** What a fault is about. */
export interface StorageErrorDetails {
  readonly constraint?: Constraint;
  readonly operationId?: OperationId;
  readonly cause?: unknown;
}

/** What storages throw, and nothing else. Recognized by its mark, so that two copies of this package understand each other. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;
  /** The constraint in the way of a `unique_conflict`. */
  readonly constraint?: Constraint;
  /** The operation of an `outcome_unknown`; give it to the command again to learn what became of it. */
  readonly operationId?: OperationId;

  constructor(code: StorageErrorCode, message: string, details: StorageErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    Object.defineProperty(this, mark, { value: true });
    if (details.constraint !== undefined) this.constraint = details.constraint;
    if (details.operationId !== undefined) this.operationId = details.operationId;
  }
}

/** Whether a storage threw this, with whichever copy of the package. */
export function isStorageError(error: unknown): error is StorageError {
  return typeof error === 'object' && error !== null && mark in error;
}
