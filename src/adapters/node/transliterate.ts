import anyAscii from 'any-ascii';
import type { Transliterate } from '../../domain/slug/slugify.js';

/** The tables spell these out (":rocket:"), which is no part of a name as it is spoken. */
const pictographs = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** Text of nearly every script in ASCII letters: 日本 → RiBen. Pictographs are left out. */
export const transliterate: Transliterate = (text) => anyAscii(text.replace(pictographs, ''));
