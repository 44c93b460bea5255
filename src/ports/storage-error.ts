// The errors that a storage throws.

import type { UniqueConstraint } from './storage.js';

/** What went wrong in a storage. */
export type StorageErrorCode =
  /** A row did not have the version that the change expected. Nothing was written. */
  | 'version_conflict'
  /** A unique constraint was violated. Nothing was written. */
  | 'unique_conflict'
  /** The storage could not be reached or took too long. A commit was not written. A write outside of a commit may have been written; it can be repeated. */
  | 'unavailable'
  /** The storage is not set up correctly. Nothing was written, and a retry does not help. */
  | 'misconfigured'
  /** The answer was lost. The commit may have been written, or may still be written. */
  | 'outcome_unknown';

const storageErrorSymbol = Symbol.for('guildhall.StorageError');

/** Details of a storage error. */
export interface StorageErrorDetails {
  readonly constraint?: UniqueConstraint;
  readonly operationId?: string;
  readonly cause?: unknown;
}

/**
 * What a storage throws for a conflict, or when the database fails. Bugs and invalid rows throw other errors.
 * Recognize it with `isStorageError`, which also works for another copy of this package.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;
  /** The violated constraint of a `unique_conflict`. */
  readonly constraint?: UniqueConstraint;
  /**
   * The id of the operation whose outcome is unknown. A storage throws the id of the journal entry. A command throws this
   * id with a MAC of its actor, command and input; called again with that as the option `operationId`, it finds out
   * whether the operation was written, and finishes it.
   */
  readonly operationId?: string;

  constructor(code: StorageErrorCode, message: string, details: StorageErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    Object.defineProperty(this, storageErrorSymbol, { value: true });
    if (details.constraint !== undefined) this.constraint = details.constraint;
    if (details.operationId !== undefined) this.operationId = details.operationId;
  }
}

/** Whether an error is a `StorageError`, also one from another copy of this package. */
export function isStorageError(error: unknown): error is StorageError {
  return typeof error === 'object' && error !== null && storageErrorSymbol in error;
}
