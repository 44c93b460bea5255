// The people of the tour, and their addresses. No mail is ever sent to them.

import { parseEmail } from '../../src/domain/user/email.js';
import type { InputRow } from './organization-rows.js';

export interface Persona {
  readonly name: string;
  /** The part of the address before the @. */
  readonly localPart: string;
}

/** They take turns: each creates as many organizations as one person may. */
const creators: readonly [Persona, ...Persona[]] = [
  { name: 'Ada Eze', localPart: 'ada' },
  { name: 'Björn Åkesson', localPart: 'bjorn' },
  { name: 'Chiara D’Angelo', localPart: 'chiara' },
  { name: 'დავით კობალია', localPart: 'davit' },
  { name: 'Elif Işık', localPart: 'elif' },
  { name: '郭怡', localPart: 'guo.yi' },
  { name: 'Ирина Соколова', localPart: 'irina' },
];

/** The creator who comes after this many others. */
export function creatorAt(others: number): Persona {
  return creators[others % creators.length] ?? creators[0];
}

/** The people of an organization: the same names in each, with addresses under its domain. */
export const colleagues: Readonly<Record<ColleagueKey, Persona>> = {
  ana: { name: 'Ana Sousa', localPart: 'ana' },
  ben: { name: 'Ben Okoye', localPart: 'ben' },
  chidi: { name: 'Chidi Nwosu', localPart: 'chidi' },
  stranger: { name: 'Sam Stranger', localPart: 'sam' },
};

export type ColleagueKey = 'ana' | 'ben' | 'chidi' | 'stranger';
/** Who can act in an organization's scenario. */
export type OrganizationActorKey = ColleagueKey | 'creator';

/** The people around apps who belong to none of the organizations that publish them. */
export const platformPeople: Readonly<Record<PlatformPersonKey, Persona>> = {
  rob: { name: 'Rob Visser', localPart: 'rob' },
  rita: { name: 'Rita Okafor', localPart: 'rita' },
  yuki: { name: 'Yuki Tanaka', localPart: 'yuki' },
  tess: { name: 'Tess Lindqvist', localPart: 'tess' },
};

/** Three reviewers of the platform, and one tester. */
export type PlatformPersonKey = 'rob' | 'rita' | 'yuki' | 'tess';
/** Who can act in an app's scenario. The visitor of the store and the app's server have no account. */
export type AppActorKey = PlatformPersonKey | 'creator' | 'visitor' | 'server';

export function personaName(person: OrganizationActorKey | AppActorKey): string {
  switch (person) {
    case 'creator':
      return 'the creator';
    case 'visitor':
      return 'a visitor';
    case 'server':
      return "the app's server";
    default:
      return { ...colleagues, ...platformPeople }[person].name.split(' ')[0] ?? person;
  }
}

/** The mail domain of each row, by line; no two rows have the same. */
export function mailDomainsByLine(rows: readonly InputRow[]): ReadonlyMap<number, string> {
  const domains = new Map<number, string>();
  const used = new Set<string>();
  for (const { line, parsed } of rows) {
    const own = toMailDomain(parsed.ok ? parsed.value.domain : undefined);
    const isFree = own !== null && !used.has(own) && !generatedDomainPattern.test(own);
    const domain = isFree ? own : `line-${line}.example.org`;
    used.add(domain);
    domains.set(line, domain);
  }
  return domains;
}

const generatedDomainPattern = /^line-[0-9]+\.example\.org$/;

/** The normalized form of a domain, in which equal domains are equal; null if it cannot be part of an address. */
function toMailDomain(text: string | undefined): string | null {
  if (text === undefined) return null;
  const email = parseEmail(`someone@${text}`, []);
  return email.ok ? email.value.key.slice(email.value.key.lastIndexOf('@') + 1) : null;
}
