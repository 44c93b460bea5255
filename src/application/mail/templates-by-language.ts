// Chooses the templates of a mail by its language.

import { parseLanguageTag } from '../../domain/shared/language-tag.js';
import { english } from './english.js';
import { german } from './german.js';
import type { MailTemplates } from './mail-templates.js';

/** Templates by language tag. The fallback gives the templates that a language does not have. */
export type TemplatesByLanguage = Readonly<Record<string, Partial<MailTemplates>>>;

/**
 * Templates that choose by the mail's language. For `de-AT` they use the templates of `de-AT`, then those of `de`, then
 * `fallback` (the core's own if absent). Upper and lower case in a tag are the same.
 */
export function templatesByLanguage(
  languages: TemplatesByLanguage,
  fallback: MailTemplates = mailTemplates,
): MailTemplates {
  const known = new Map(
    Object.entries(languages).map(([tag, templates]) => [tag.toLowerCase(), templates]),
  );
  const templateOf = <K extends keyof MailTemplates>(mail: K, language: string) => {
    for (const range of languageRanges(language)) {
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
function languageRanges(language: string): readonly string[] {
  const parts = language.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** The core's own templates: German for German language tags, English for all others. */
export const mailTemplates: MailTemplates = templatesByLanguage({ de: german }, english);

/** Checks the language from the configuration. Throws an error if it is not a language tag. */
export function languageTagOrThrow(text: string): string {
  const tag = parseLanguageTag(text, ['language']);
  if (tag.ok) return tag.value;
  throw new Error(`the language "${text}" is not a language tag; write it like en or pt-BR`);
}
