// Which words a mail is written in.

import { parseLanguageTag } from '../../domain/shared/language.js';
import { english } from './english.js';
import { german } from './german.js';
import type { MailTemplates } from './templates.js';

/** Templates by their language; what one of them lacks is taken from the fallback. */
export type TemplatesByLanguage = Readonly<Record<string, Partial<MailTemplates>>>;

/**
 * Templates that write each mail in the language that is asked for: for `de-AT`, those of `de-AT`, then those of `de`,
 * and then the fallback's, the core's own unless given. The case of a tag does not matter.
 */
export function templatesIn(
  languages: TemplatesByLanguage,
  fallback: MailTemplates = mailTemplates,
): MailTemplates {
  const known = new Map(
    Object.entries(languages).map(([tag, templates]) => [tag.toLowerCase(), templates]),
  );
  const templateOf = <K extends keyof MailTemplates>(mail: K, language: string) => {
    for (const range of rangesOf(language)) {
      const own: MailTemplates[K] | undefined = known.get(range)?.[mail];
      if (own !== undefined) return own;
    }
    return fallback[mail];
  };
  return {
    invitation: (mail) => templateOf('invitation', mail.language)(mail),
    roleChanged: (mail) => templateOf('roleChanged', mail.language)(mail),
    memberRemoved: (mail) => templateOf('memberRemoved', mail.language)(mail),
  };
}

/** `de-at-1996`, `de-at`, `de`: RFC 4647, 3.4, lookup. */
function rangesOf(language: string): readonly string[] {
  const parts = language.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** The core's own mails: German where German is asked for, and else English. */
export const mailTemplates: MailTemplates = templatesIn({ de: german }, english);

/** Checks a language that is configured; throws an error that says what to give. */
export function languageOf(text: string): string {
  const tag = parseLanguageTag(text, ['language']);
  if (tag.ok) return tag.value;
  throw new Error(`the language "${text}" is no language tag; give one such as en or pt-BR`);
}
