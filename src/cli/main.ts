#!/usr/bin/env node
// The command line: `guildhall tour`, `guildhall race`, `guildhall relay`.

import { Command } from 'commander';
import { isStorageError } from '../ports/storage-error.js';
import { raceCommand } from './race/command.js';
import { relayCommand } from './relay/command.js';
import { tourCommand } from './tour/command.js';

const program = new Command('guildhall')
  .description('the organization core of an app platform')
  .addCommand(tourCommand())
  .addCommand(raceCommand())
  .addCommand(relayCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  console.error(messageFor(error));
}

/** What is written for people is its message; of anything else, the whole stack may help to mend it. */
function messageFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForPeople = error.constructor === Error || isStorageError(error);
  return isForPeople ? error.message : (error.stack ?? error.message);
}
