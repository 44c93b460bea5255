import type { Figures } from './command.js';
import type { Losing, Step } from './interleaving.js';

export function linesOfFigures(figures: readonly Figures[]): readonly string[] {
  const rounds = figures[0]?.rounds ?? 0;
  const width = Math.max(...figures.map(({ name }) => name.length));
  return [
    `Two admins demote each other at the same moment, ${rounds} times, on a real MongoDB.`,
    'Organizations left without an admin:',
    '',
    ...figures.map(({ name, lost }) => `  ${name.padEnd(width)}  ${lost} of ${rounds}`),
  ];
}

export interface Schedules {
  readonly seed: number;
  readonly losing: Losing | null;
  readonly lost: number;
  readonly schedules: number;
}

export function linesOfSchedule({ seed, losing, lost, schedules }: Schedules): readonly string[] {
  const guildhall = `Guildhall under the same ${schedules} schedules: ${lost} without an admin.`;
  if (losing === null) {
    return [
      `None of ${schedules} schedules of seed ${seed} lost the last admin by hand.`,
      guildhall,
    ];
  }
  return [
    'How it happens, step by step, on the in-memory storage:',
    '',
    ...losing.steps.map(lineOfStep),
    '     nobody is admin any more',
    '',
    `Again: npm run race -- --seed ${seed} (schedule ${losing.path} of ${schedules}).`,
    guildhall,
  ];
}

function lineOfStep({ who, did }: Step, index: number): string {
  return `  ${index + 1}. ${who} ${did}`;
}
