#!/usr/bin/env node
// The command line of the package: `guildhall relay`.

import { Command } from 'commander';
import { createRelayCommand } from './relay/command.js';
import { runCommandLine } from './run-command-line.js';

await runCommandLine(
  new Command('guildhall')
    .description('the organization core of an app platform')
    .addCommand(createRelayCommand()),
);
