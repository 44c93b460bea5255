import type { Command } from 'commander';
import { isStorageError } from '../ports/storage-error.js';

/** Runs the program with the arguments of this process. If it throws, prints the error and sets exit code 1. */
export async function runCommandLine(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = 1;
    console.error(errorText(error));
  }
}

/** Errors written for users print their message. Any other error is a bug and prints its stack. */
function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForUsers = error.constructor === Error || isStorageError(error);
  return isForUsers ? error.message : (error.stack ?? error.message);
}
