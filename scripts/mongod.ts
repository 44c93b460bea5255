// Starts a MongoDB for a service on this machine, as the tests do: `npm run mongod -- --port 27017`. It is a replica set with
// one member. Its data is removed when the program ends.
import { Command } from 'commander';
import { runCommandLine } from '../src/cli/run-command-line.js';
import { startMongodOnPort } from './mongod/start-mongod.js';
import { parseWholeNumber } from './parse-whole-number.js';

await runCommandLine(
  new Command('npm run mongod --')
    .description('start a MongoDB replica set, print its address, and run until Ctrl-C')
    .option('--port <number>', 'the port on this machine', parseWholeNumber, 27_017)
    .action(main),
);

async function main({ port }: { readonly port: number }): Promise<void> {
  const { uri, source } = await startMongodOnPort(port);
  console.log(`${uri}\nMongoDB ${source}. Ctrl-C ends it and removes its data.`);
}
