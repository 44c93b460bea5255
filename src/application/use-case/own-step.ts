// The answers to commands that Guildhall gives to itself, in relays and in maintenance.

import { doneOrThrow, type Result } from '../../domain/shared/result.js';
import { StorageError } from '../../ports/storage-error.js';

/** A line that is too long is a fault that passes, as for every other caller who cannot be told `overloaded`. */
export function overloadedFault(): StorageError {
  return new StorageError('unavailable', 'Too many commands wait for the same row; try again.');
}

/** The value of a step that no rule refuses. Throws `unavailable` if too many commands wait, and an error for any other refusal. */
export function ownStepOrThrow<T>(result: Result<T>): T {
  if (!result.ok && result.refusal.code === 'overloaded') throw overloadedFault();
  return doneOrThrow(result);
}
