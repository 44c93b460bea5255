// Runs the race: `npm run race`.

import { runCommandLine } from '../../src/cli/run-command-line.js';
import { raceCommand } from './command.js';

await runCommandLine(raceCommand());
