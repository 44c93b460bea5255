// `docs/statements.md`, from what was counted.

import type { Phase, Statement } from './statements.js';

type Measured = ReadonlyMap<string, readonly Phase[]>;

export function statementsDocument(commands: Measured, queries: Measured, relay: Measured): string {
  return `# Statements

What each use case sends to MongoDB: every command of the driver, counted from its command events. This page is
written by \`npm run docs:statements\` from what \`test/statements.spec.ts\` counts, and the test run fails where the
two differ.

Commands read in at most two waves, first what guards them and then the rest, each wave all at once; then they commit,
in one transaction whose last statement is its commit. A suspended or deleted account takes more waves, a lead over an
organization two statements each. Commands about apps read the app, its organization and what depends on both in turn. A conflict with somebody else runs it all again.
Counters for soft limits are not counted here: on MongoDB each is one statement more, three an invitation.
\`hasRole\`, \`isMember\`, \`can\`, the organizations of a user and a page of members are one statement each, with 3
members as with 300. A clock that asks the storage (\`storageClock\`) adds one statement to each.

## Commands

${tableOf(
  ['command', 'reads, first wave', 'second wave', 'further waves', 'writes'],
  commands,
  (phases) => {
    const reads = phases.filter(({ kind }) => kind === 'reads');
    const further = reads.slice(2).map(readsOf).join('; then ');
    return [readsOf(reads[0]), readsOf(reads[1]), further || '–', writesOf(phases.at(-1))];
  },
)}

## Queries

${tableOf(['query', 'first wave', 'second wave'], queries, ([first, second]) => [
  readsOf(first),
  readsOf(second),
])}

## A round of the relay

Each further mail of a round adds one write to the claim, and its own reads and its own settling.

${tableOf(['due', 'claims', 'reads', 'settles'], relay, ([claim, reads, settled]) => [
  writesOf(claim),
  readsOf(reads),
  writesOf(settled),
])}
`;
}

function tableOf(
  titles: readonly string[],
  measured: Measured,
  cellsOf: (phases: readonly Phase[]) => readonly string[],
): string {
  const head = [...titles, 'in all', 'collections'];
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

/** Statements that are under way at once have no order. */
function readsOf(phase: Phase | undefined): string {
  return cell(textOf(phase).sort());
}

function writesOf(phase: Phase | undefined): string {
  return cell(textOf(phase));
}

function cell(statements: readonly string[]): string {
  return statements.length === 0 ? '–' : statements.join(', ');
}

function textOf(phase: Phase | undefined): string[] {
  return (phase?.statements ?? []).map(statementText);
}

function statementText({ name, on }: Statement): string {
  return on === null ? name : `${name} ${on}`;
}
