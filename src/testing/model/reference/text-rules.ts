// Simplified copies of the rules for names, slugs and e-mail addresses, as far as random sequences need them. Slugs
// come from ASCII only; a name in another script gives an empty slug.

import type { NameFault, SlugFault } from '../../../domain/shared/refusal.js';
import { type ReferenceModel, takeNextId, throwRefusal } from './reference-model.js';

/** The reserved words that sequences use. */
export const reservedWords: readonly string[] = ['support', 'admin'];

/** The name as it is stored. */
export function requireName(text: string): string {
  const name = text.trim().split(/\s+/).join(' ');
  const fault = findNameFault(name);
  if (fault !== null) throwRefusal('name_invalid', { reason: fault });
  return name;
}

function findNameFault(name: string): NameFault | null {
  if (name === '') return 'empty';
  if (name.length > 100) return 'too_long';
  if (!/[\p{L}\p{N}]/u.test(name)) return 'no_letter_or_digit';
  if (name.includes('<') || name.includes('>')) return 'markup';
  return hasScheme(name) ? 'web_address' : null;
}

function hasScheme(text: string): boolean {
  return text.includes('://');
}

/** The name of a person as it is stored. A person without a valid name has none. */
export function closestName(text: string): string | undefined {
  const plain = text.replace(/[<>]/g, ' ');
  const words = (hasScheme(plain) ? plain.replace(/[^\p{L}\p{N}]+/gu, ' ') : plain)
    .trim()
    .split(/\s+/);
  const name = words.join(' ').slice(0, 100);
  return findNameFault(name) === null ? name : undefined;
}

/** Two names with the same folded text are found by the same beginning. */
export function foldName(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The slug, unchanged. */
export function requireSlug(text: string): string {
  const fault = findSlugFault(text);
  if (fault !== null) throwRefusal('slug_invalid', { reason: fault });
  if (reservedWords.includes(text)) throwRefusal('slug_reserved');
  return text;
}

/** Whether the text has the form of a slug; reserved words have it. */
export function isSlug(text: string): boolean {
  return findSlugFault(text) === null;
}

function findSlugFault(text: string): SlugFault | null {
  if (text === '') return 'empty';
  if (text.length > 39) return 'too_long';
  const parts = text.split('-');
  if (!parts.every((part) => isRandomPart(part) || /^[a-z0-9]+$/.test(part))) return 'form';
  if (/^[0-9]+$/.test(text)) return 'only_digits';
  return /^[0-9a-f]{24}$/.test(text) ? 'like_an_id' : null;
}

/** The first free slug for a name: the name itself, then with `-2` to `-5`, then with a random end. */
export function makeFreeSlug(model: ReferenceModel, name: string): string {
  const plain = name.toLowerCase().replaceAll("'", '');
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const joined = words.join('-');
  const base = /^[0-9]+$/.test(joined) ? `org-${joined}` : joined;
  if (base === '') return withNextRandomPart(model, 'org');
  const candidates = [base, ...[2, 3, 4, 5].map((number) => `${base}-${number}`)];
  const free = candidates.find((slug) => !reservedWords.includes(slug) && !model.slugs.has(slug));
  return free ?? withNextRandomPart(model, base);
}

/** Such as `acme-~3`: `~3` marks six random characters, and eight after `user-` for a personal organization. */
export function withNextRandomPart(model: ReferenceModel, base: string): string {
  return `${base}-~${takeNextId(model, 'random').slice('random '.length)}`;
}

function isRandomPart(part: string): boolean {
  return /^~[0-9]+$/.test(part);
}

/** The address as it is stored. */
export function requireEmail(text: string): string {
  const [local, domain, ...rest] = text.trim().split('@');
  const isOne = local && domain?.includes('.') && rest.length === 0 && !text.includes(' ');
  if (!isOne) throwRefusal('invalid_input');
  return text.trim();
}

/** Addresses with the same key belong to one account. */
export function emailKeyOf(email: string): string {
  return email.toLowerCase();
}

/** Rate limits count addresses with the same key as one person. */
export function rateLimitKeyOf(email: string): string {
  const [local = '', domain = ''] = emailKeyOf(email).split('@');
  const [person = ''] = local.split('+');
  return domain === 'gmail.com' ? `${person.replaceAll('.', '')}@${domain}` : `${person}@${domain}`;
}
