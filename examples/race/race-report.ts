// The text that the race prints: the lost rounds of each side, and one losing schedule step by step.

import type { LosingSchedule, ScheduleStep } from './interleaving.js';

/** The result of all rounds of one contender. */
export interface RaceStats {
  readonly name: string;
  readonly rounds: number;
  /** How many rounds left no admin. */
  readonly lost: number;
}

export function formatStats(stats: readonly RaceStats[]): readonly string[] {
  const rounds = stats[0]?.rounds ?? 0;
  const width = Math.max(...stats.map(({ name }) => name.length));
  return [
    `Two admins demote each other at the same moment, ${rounds} times, on a real MongoDB.`,
    'Organizations left without an admin:',
    '',
    ...stats.map(({ name, lost }) => `  ${name.padEnd(width)}  ${lost} of ${rounds}`),
  ];
}

export interface ScheduleReport {
  readonly seed: number;
  readonly losingSchedule: LosingSchedule | null;
  readonly schedulesWithoutAdmin: number;
  readonly scheduleCount: number;
}

export function formatScheduleReport({
  seed,
  losingSchedule,
  schedulesWithoutAdmin,
  scheduleCount,
}: ScheduleReport): readonly string[] {
  const guildhall = `Guildhall under the same ${scheduleCount} schedules: ${schedulesWithoutAdmin} without an admin.`;
  if (losingSchedule === null) {
    return [
      `None of the ${scheduleCount} schedules of seed ${seed} lost the last admin by hand.`,
      guildhall,
    ];
  }
  return [
    'How it happens, step by step, on the in-memory storage:',
    '',
    ...losingSchedule.steps.map(formatScheduleStep),
    '     nobody is an admin any more',
    '',
    `These steps again, after a race on MongoDB: npm run race -- --seed ${seed} (schedule ${losingSchedule.path} of ${scheduleCount}).`,
    guildhall,
  ];
}

function formatScheduleStep({ who, did }: ScheduleStep, index: number): string {
  return `  ${index + 1}. ${who} ${did}`;
}
