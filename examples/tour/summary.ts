// Groups the results of the tour: how often each happened, and at which line first.

import type { InvitationState } from '../../src/domain/organization/invitation.js';
import type { RefusalCode } from '../../src/domain/shared/refusal.js';
import type { Transliterate } from '../../src/domain/slug/slug-from-name.js';
import type { AppOutcome } from './apps/apps-report.js';
import {
  isCreated,
  type OrganizationOutcome,
  type RefusedOrganizationOutcome,
} from './create-organizations.js';
import type { RefusedStep, StepRefusal } from './environment.js';
import { toPrintable } from './printable-text.js';
import { type SlugKind, slugKindOf } from './slug-kinds.js';

export interface CountedGroup<T> {
  readonly count: number;
  /** The item with the lowest line; the earliest of several on that line. */
  readonly first: T;
}

/** Groups items by their key. The keys come in the order in which they first occur. */
export function groupByKey<K, T extends { readonly line: number }>(
  items: readonly T[],
  keyOf: (item: T) => K,
): ReadonlyMap<K, CountedGroup<T>> {
  const groups = new Map<K, CountedGroup<T>>();
  for (const item of items) {
    const key = keyOf(item);
    const { count, first } = groups.get(key) ?? { count: 0, first: item };
    groups.set(key, { count: count + 1, first: item.line < first.line ? item : first });
  }
  return groups;
}

export type InvitationCounts = Readonly<Record<InvitationState, number>>;

export function countInvitationStates(states: readonly InvitationState[]): InvitationCounts {
  const countOf = (state: InvitationState) => states.filter((one) => one === state).length;
  return {
    pending: countOf('pending'),
    accepted: countOf('accepted'),
    declined: countOf('declined'),
    expired: countOf('expired'),
    revoked: countOf('revoked'),
  };
}

interface SlugOfKind {
  readonly line: number;
  readonly slug: string;
  readonly kind: SlugKind;
}

export function groupSlugs(
  outcomes: readonly OrganizationOutcome[],
  transliterate: Transliterate,
): ReadonlyMap<SlugKind, CountedGroup<SlugOfKind>> {
  const slugs = outcomes.filter(isCreated).map(({ row, organization: { name, slug } }) => ({
    line: row.line,
    slug,
    kind: slugKindOf(name, slug, transliterate),
  }));
  return groupByKey(slugs, ({ kind }) => kind);
}

/** A row that was refused, with the reason in a few words. */
interface RefusedRow {
  readonly line: number;
  readonly name: string;
  readonly code: RefusalCode;
  readonly why: string;
}

/** Groups the refused rows by code and reason. */
export function groupRefusedRows(
  outcomes: readonly OrganizationOutcome[],
): ReadonlyMap<string, CountedGroup<RefusedRow>> {
  const refused = outcomes.filter(isRefusedOrganization).map(({ row, refusal }) => ({
    line: row.line,
    name: toPrintable(row.name),
    code: refusal.code,
    why: refusalReasonText(refusal),
  }));
  return groupByKey(refused, ({ code, why }) => `${code} ${why}`);
}

function isRefusedOrganization(
  outcome: OrganizationOutcome,
): outcome is RefusedOrganizationOutcome {
  return !isCreated(outcome);
}

function refusalReasonText(refusal: StepRefusal): string {
  if (refusal.code === 'name_invalid') return refusal.reason.replaceAll('_', ' ');
  const path = refusal.path?.join('.') ?? '';
  return path === '' ? 'the row' : path;
}

/** Groups the refused apps by code and issue. */
export function groupRefusedApps(
  outcomes: readonly AppOutcome[],
): ReadonlyMap<string, CountedGroup<{ readonly line: number; readonly what: string }>> {
  const refused = outcomes.flatMap(({ row: { line, packageName }, refusal }) => {
    if (refusal === null) return [];
    const { code, issue, path } = refusal;
    const key = issue === undefined ? code : `${code}: ${issue}`;
    return [{ line, key, what: `${toPrintable(packageName)} at ${path}` }];
  });
  return groupByKey(refused, ({ key }) => key);
}

/** Groups the refused steps by code, the most frequent code first. */
export function groupRefusedSteps(
  refused: readonly RefusedStep[],
): readonly (readonly [RefusalCode, CountedGroup<RefusedStep>])[] {
  const groups = groupByKey(refused, ({ code }) => code);
  return [...groups].sort(
    ([codeA, a], [codeB, b]) => b.count - a.count || (codeA < codeB ? -1 : 1),
  );
}
