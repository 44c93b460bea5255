// Checks texts that are more than a name: descriptions, labels, phrases, reasons and the like.

import type { Issue, Path } from './refusal.js';
import { characterCount, isWellFormedUnicode } from './text.js';
import { hasInvisibleCharacter } from './visible-text.js';

/**
 * `line` allows no line breaks. `prose` allows them. `prefilled` also allows tabs: it is the text that an app puts into a
 * field. `typed` is what users write there for themselves, in which only control characters are refused.
 */
type TextKind = 'line' | 'prose' | 'prefilled' | 'typed';

/** The kind and the length of a text. `min` and `max` count Unicode characters. */
export interface TextRules {
  readonly kind: TextKind;
  readonly min: 0 | 1;
  readonly max: number;
}

/** At most one issue: `too_long`, `ill_formed`, `invisible_character`, or `empty` if no character is visible. */
export function textIssues(text: string, path: Path, rules: TextRules): readonly Issue[] {
  const { kind, min, max } = rules;
  const issue = (code: string, message: string) => [{ code, path, message }];
  if (text.length > 2 * max || characterCount(text) > max)
    return issue('too_long', `the text can have at most ${max} characters`);
  if (!isWellFormedUnicode(text))
    return issue('ill_formed', 'the text contains half of a surrogate pair');
  if (min > 0 && !visiblePattern.test(text))
    return issue('empty', 'the text has no visible character; write something or leave it out');
  if (/* APP-91 */ hasForbiddenCharacter[kind](text))
    return issue('invisible_character', forbiddenCharacterMessages[kind]);
  return [];
}

/** A reviewer must see all of a text that is published. */
const hasForbiddenCharacter: Readonly<Record<TextKind, (text: string) => boolean>> = {
  line: (text) => hasInvisibleCharacter(text),
  prose: (text) => hasInvisibleCharacter(text, '\n\r'),
  prefilled: (text) => hasInvisibleCharacter(text, '\n\r\t'),
  typed: (text) => /(?![\n\r\t])\p{Cc}/u.test(text),
};

const forbiddenCharacterMessages: Readonly<Record<TextKind, string>> = {
  line: 'the text contains a character that nobody can see, or a line break; remove it',
  prose: 'the text contains a character that nobody can see; only line breaks are allowed',
  prefilled:
    'the text contains a character that nobody can see; only line breaks and tabs are allowed',
  typed: 'the text contains a control character; only line breaks and tabs are allowed',
};

const visiblePattern = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;
