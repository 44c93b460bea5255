// From what happened to what one wants to know: how often, and where first.

import type { InvitationState } from '../../domain/organization/invitation.js';
import type { RefusalCode } from '../../domain/shared/refusal.js';
import type { Transliterate } from '../../domain/slug/slugify.js';
import type { AppOutcome } from './apps/report.js';
import { isFounded, type NotFounded, type Outcome } from './founding.js';
import { shown } from './shown.js';
import { type SlugFall, slugFallOf } from './slug-falls.js';
import type { AnyRefusal, Refused } from './stage.js';

export interface Group<T> {
  readonly count: number;
  /** Of the lowest line; of several there, the one that came first. */
  readonly first: T;
}

/** Items by their key, the keys in the order in which they come up. */
export function groupsBy<K, T extends { readonly line: number }>(
  items: readonly T[],
  keyOf: (item: T) => K,
): ReadonlyMap<K, Group<T>> {
  const groups = new Map<K, Group<T>>();
  for (const item of items) {
    const key = keyOf(item);
    const { count, first } = groups.get(key) ?? { count: 0, first: item };
    groups.set(key, { count: count + 1, first: item.line < first.line ? item : first });
  }
  return groups;
}

export type InvitationCounts = Readonly<Record<InvitationState, number>>;

export function invitationCounts(states: readonly InvitationState[]): InvitationCounts {
  const countOf = (state: InvitationState) => states.filter((one) => one === state).length;
  return {
    pending: countOf('pending'),
    accepted: countOf('accepted'),
    declined: countOf('declined'),
    expired: countOf('expired'),
    revoked: countOf('revoked'),
  };
}

interface FallenSlug {
  readonly line: number;
  readonly slug: string;
  readonly fall: SlugFall;
}

export function slugGroups(
  outcomes: readonly Outcome[],
  transliterate: Transliterate,
): ReadonlyMap<SlugFall, Group<FallenSlug>> {
  const fallen = outcomes.filter(isFounded).map(({ row, organization: { name, slug } }) => ({
    line: row.line,
    slug,
    fall: slugFallOf(name, slug, transliterate),
  }));
  return groupsBy(fallen, ({ fall }) => fall);
}

/** Why a row was not founded: a few words, without the name. */
interface RefusedRow {
  readonly line: number;
  readonly name: string;
  readonly code: RefusalCode;
  readonly why: string;
}

/** By code and reason. */
export function refusedRowGroups(
  outcomes: readonly Outcome[],
): ReadonlyMap<string, Group<RefusedRow>> {
  const refused = outcomes.filter(isNotFounded).map(({ row, refusal }) => ({
    line: row.line,
    name: shown(row.name),
    code: refusal.code,
    why: whyOf(refusal),
  }));
  return groupsBy(refused, ({ code, why }) => `${code} ${why}`);
}

function isNotFounded(outcome: Outcome): outcome is NotFounded {
  return !isFounded(outcome);
}

function whyOf(refusal: AnyRefusal): string {
  if (refusal.code === 'name_invalid') return refusal.reason.replaceAll('_', ' ');
  const path = refusal.path?.join('.') ?? '';
  return path === '' ? 'the row' : path;
}

/** By code and issue. */
export function refusedAppGroups(
  outcomes: readonly AppOutcome[],
): ReadonlyMap<string, Group<{ readonly line: number; readonly what: string }>> {
  const refused = outcomes.flatMap(({ row: { line, packageName }, refusal }) => {
    if (refusal === null) return [];
    const { code, issue, path } = refusal;
    const key = issue === undefined ? code : `${code}: ${issue}`;
    return [{ line, key, what: `${shown(packageName)} at ${path}` }];
  });
  return groupsBy(refused, ({ key }) => key);
}

/** By code, the most frequent first. */
export function stepGroups(
  refused: readonly Refused[],
): readonly (readonly [RefusalCode, Group<Refused>])[] {
  const groups = groupsBy(refused, ({ code }) => code);
  return [...groups].sort(
    ([codeA, a], [codeB, b]) => b.count - a.count || (codeA < codeB ? -1 : 1),
  );
}
