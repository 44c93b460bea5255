// Checks what a factory is called with, for programs without types: a mistake fails at once and with a sentence.

import { isPlainObject } from '../domain/shared/json.js';

/** What a factory takes. */
export interface FactoryOptions {
  /** The name of the factory. */
  readonly call: string;
  /** The names of its options. */
  readonly names: readonly string[];
  /** A call to copy. */
  readonly example: string;
}

/**
 * Throws a TypeError unless `options` is an object with no other options than these: otherwise a misspelled option, or a
 * connection in the place of the options, would be ignored, and fail later or never.
 */
export function requireFactoryOptions(
  { call, names, example }: FactoryOptions,
  options: unknown,
): asserts options is object {
  if (!isPlainObject(options)) {
    throw new TypeError(`${call} takes an object with options; write it like ${example}`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`${call} has no option "${unknown}"; its options are ${names.join(', ')}`);
}

/** Throws a TypeError unless a storage is given. */
export function requireStorage(example: string, storage: unknown): void {
  if (typeof storage === 'object' && storage !== null && 'commit' in storage) return;
  throw new TypeError(`a storage is missing; write it like ${example}`);
}
