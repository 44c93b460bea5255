// Rows with the longest texts and lists that the core allows, and with large numbers.

import { appPermissionTypes } from '../../domain/app/app-permission.js';
import { hardwareTypes } from '../../domain/app/hardware.js';
import { maxEmailLength } from '../../domain/user/email.js';
import { emailFields } from './fixtures.js';

/** The longest text, in characters, or list, by the place in its row, such as `apps.draft.manifest.name`. The first pattern counts. */
const longest: readonly (readonly [place: RegExp, length: number])[] = [
  [/^organizations\.profile\.description$/u, 2_000],
  [/(?:manifest|listing)\.description$/u, 4_000],
  [/\.tools\.\d+\.description$/u, 1_000],
  [/\.onboardingInstructions$/u, 5_000],
  [/\.(?:laneReason|text)$|^apps\.enforcement\.reason$/u, 4_000],
  [/\.(?:website|logo|url|\w+Url)$/u, 2_048],
  [/^(?:users|organizations|apikeys)\.name$|(?:manifest|listing|publisher)\.name$/u, 100],
  [/^apps\.(?:draft\.manifest|live\.listing)\.version$|^submissions.*manifest\.version$/u, 64],
  [/^\w+\.(?:email|emailKey|profile\.contactEmail)$/u, maxEmailLength],
  [/\.(?:testers|formerEmailKeys)$/u, 100],
  [/^organizations\.externalId$/u, 128],
  [/\.packageName$/u, 200],
  [/^(?:slugs|organizations)\.slug$/u, 39],
  [/\.replacedBy$/u, 24],
  [/^users\.id$|\.(?:\w+By|by|holder|to|userId|personalOf)$/u, 128],
  [/\.authors\.\d+$/u, 128],
  [/\.kid$/u, 32],
  [/\.language$/u, 35],
  [/\.(?:secret|previousSecret)$/u, 500],
  [/\.blockedOrganizations$/u, 1_000],
  [/\.settings$/u, 100],
  [/\.tools$/u, 50],
  [/\.previewImages$/u, 10],
  [/\.authors$/u, 3],
  [/^journal\.(?:events|auditOrganizationIds)$/u, 1_001],
  [/\.(?:decisions|events)$/u, 60],
  [/\.permissions$/u, appPermissionTypes.length],
  [/\.hardwareRequirements$/u, hardwareTypes.length],
  [/\.serverHosts$/u, 4],
];

/** How long the text or the list at this place of a row can be; null if it is never longer than the arbitraries make it. */
export function longestAt(place: string): number | null {
  return longest.find(([pattern]) => pattern.test(place))?.[1] ?? null;
}

/** More than 16 bits hold. */
const largeNumber = 100_000;

/** The row with its longest texts and lists, and large numbers. `rows` are those from which lists take more items. */
export function stretchRow<T extends object>(
  collection: string,
  row: T,
  rows: readonly object[],
): T {
  const stretched = structuredClone(row);
  stretchFields(stretched, collection, rows);
  return stretched;
}

function stretchFields(value: object, place: string, others: readonly unknown[]): void {
  for (const [name, part] of Object.entries(value)) {
    const path = `${place}.${name}`;
    const parts = others.flatMap((other) => partOf(other, name));
    Reflect.set(value, name, stretchPart(part, path, parts));
  }
}

function partOf(value: unknown, name: string): readonly unknown[] {
  const part: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return part === undefined ? [] : [part];
}

function stretchPart(part: unknown, path: string, others: readonly unknown[]): unknown {
  if (typeof part === 'number')
    return /\.(?:settings|tools)\./u.test(path) ? part : part + largeNumber;
  if (typeof part === 'string') return stretchText(part, path);
  if (typeof part !== 'object' || part === null || part instanceof Date) return part;
  if (!Array.isArray(part)) {
    stretchFields(part, path, others);
    return part;
  }
  const made = stretchList(part, longestAt(path), others);
  stretchFields(made, path, []);
  return made;
}

/** A longer text of the same form. */
function stretchText(text: string, place: string): string {
  const length = longestAt(place) ?? text.length;
  if (length === maxEmailLength) return longEmail(text);
  if (place.endsWith('.language')) return 'de-variant1-variant2-variant3-var45';
  const rest = place.endsWith('.version') && !text.includes('+') ? '+' : '';
  return `${text}${rest}`.padEnd(length, 'x');
}

const longDomain = `${'a'.repeat(62)}.${'b'.repeat(62)}.${'c'.repeat(51)}.example.org`;

/** An address of 254 characters for each text. */
function longEmail(text: string): string {
  const local = text.replaceAll(/[^a-z0-9]/gu, '').slice(0, 64);
  return emailFields(`${local.padEnd(64, 'x')}@${longDomain}`).emailKey;
}

/** As many items as there can be: those of other rows, too, each key once; and then the same again. */
function stretchList(
  items: readonly unknown[],
  length: number | null,
  others: readonly unknown[],
): unknown[] {
  if (length === null || items.length === 0) return [...structuredClone(items)];
  const all = [...items, ...others.flat()];
  const isFirst = (item: unknown, n: number) =>
    keyOf(item) === null || all.findIndex((other) => keyOf(other) === keyOf(item)) === n;
  const made = all.filter(isFirst).slice(0, length);
  const canRepeat = made.every((item) => keyOf(item) === null);
  while (made.length < length && canRepeat) made.push(...made.slice(0, length - made.length));
  return structuredClone(made);
}

/** What makes an item of a list the only one of its kind. */
function keyOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return null;
  const type = 'required' in item || 'level' in item ? Reflect.get(item, 'type') : null;
  return Reflect.get(item, 'id') ?? Reflect.get(item, 'key') ?? type;
}
