import { InvalidArgumentError } from 'commander';

/** Parses a command line option from 0 to 999,999,999. */
export function parseWholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}
