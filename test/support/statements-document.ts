// Creates docs/statements.md from the recorded statements.

import { statementReasons } from './statement-reasons.js';
import type { Statement, StatementPhase } from './statement-recorder.js';

type MeasuredPhases = ReadonlyMap<string, readonly StatementPhase[]>;

export function renderStatementsDocument(
  commands: MeasuredPhases,
  queries: MeasuredPhases,
  relay: MeasuredPhases,
): string {
  return `# Statements

The statements that each use case sends to MongoDB: every command of the driver, counted from its command events.
\`npm run docs:statements\` writes this page from the counts of \`test/statements.spec.ts\`, and the test run fails if the
page is out of date.

A command reads in at most two waves. The first wave reads what the command must check, the second the rest; the reads of a
wave run at once. Then the command commits in one transaction, whose last statement is its commit. Suspending or deleting
an account takes more waves: one statement for each organization of the user, and then one for each of which the user is an
admin. Commands about apps read the app, its organization and what depends on both one after the other. After a conflict
with another commit, a command runs again from the start. Purges, the revocation of a signing key and maintenance are not
listed: they repeat their parts until everything is done.
Rate limits are not counted here: on MongoDB each counter is one more statement, and an invitation has three.
\`hasRole\`, \`isMember\`, \`can\`, \`count\`, \`accessOf\`, the organizations of a user and a page of members are one statement each, with 3
members as with 300. A clock that reads the time from the storage (\`storageClock\`) adds one statement to each use case.

## Commands

${renderTable(
  ['command', 'reads, first wave', 'second wave', 'further waves', 'writes'],
  commands,
  (phases) => [
    ...readWavesOf(phases.filter(({ kind }) => kind === 'reads')),
    writesOf(phases.at(-1)),
  ],
)}

## Queries

Every query of every service. \`keys.authenticate\` also records that the key was used, at most once a minute for each key.
\`organizations.listDeleted\` sends one statement for each organization of which the user is an admin: here three.

${renderTable(['query', 'first wave', 'second wave', 'further waves'], queries, readWavesOf)}

## A round of the relay

Each further mail of a round adds one write to the claim, its own reads, and one write that settles it.

${renderTable(['due', 'claims', 'reads', 'settles'], relay, ([claim, reads, settled]) => [
  writesOf(claim),
  readsOf(reads),
  writesOf(settled),
])}

## Why each statement is sent

${renderReasons([...commands.values(), ...queries.values(), ...relay.values()].flat())}
`;
}

/** Throws if a statement has no reason, or a reason no statement. */
function renderReasons(phases: readonly StatementPhase[]): string {
  const statements = [...new Set(phases.flatMap(statementTextsOf))].sort();
  const unused = Object.keys(statementReasons).filter(
    (statement) => !statements.includes(statement),
  );
  if (unused.length > 0)
    throw new Error(`no use case sends these statements: ${unused.join(', ')}`);
  const rows = statements.map((statement) => {
    const reason = statementReasons[statement];
    if (reason === undefined) throw new Error(`"${statement}" has no reason; write one`);
    return `| ${statement} | ${reason.purpose} | ${reason.without} |`;
  });
  return ['| statement | what it is for | without it |', '| --- | --- | --- |', ...rows].join('\n');
}

function renderTable(
  titles: readonly string[],
  measured: MeasuredPhases,
  cellsOf: (phases: readonly StatementPhase[]) => readonly string[],
): string {
  const head = [...titles, 'total', 'collections'];
  const rows = [...measured].map(([name, phases]) => {
    const statements = phases.flatMap((phase) => phase.statements);
    const collections = new Set(statements.flatMap((statement) => statement.collections));
    return [
      name,
      ...cellsOf(phases),
      String(statements.length),
      [...collections].sort().join(', '),
    ];
  });
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The first wave, the second wave, and the others in one cell. */
function readWavesOf([first, second, ...others]: readonly StatementPhase[]): readonly string[] {
  return [readsOf(first), readsOf(second), others.map(readsOf).join('; then ') || '–'];
}

/** Statements that run at once have no order, so they are sorted. */
function readsOf(phase: StatementPhase | undefined): string {
  return toCell(statementTextsOf(phase).sort());
}

function writesOf(phase: StatementPhase | undefined): string {
  return toCell(statementTextsOf(phase));
}

function toCell(statements: readonly string[]): string {
  return statements.length === 0 ? '–' : statements.join(', ');
}

function statementTextsOf(phase: StatementPhase | undefined): string[] {
  return (phase?.statements ?? []).map(statementText);
}

function statementText({ name, on }: Statement): string {
  return on === null ? name : `${name} ${on}`;
}
