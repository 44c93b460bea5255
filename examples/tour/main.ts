// Runs the tour: `npm start`.

import { runCommandLine } from '../../src/cli/run-command-line.js';
import { tourCommand } from './command.js';

await runCommandLine(tourCommand());
