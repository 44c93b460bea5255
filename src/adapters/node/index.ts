// `guildhall/node`: the transliteration, whose tables are far larger than the core.

import anyAscii from 'any-ascii';
import type { Transliterate } from '../../domain/slug/slug-from-name.js';

/** Pictographs, which the tables of any-ascii spell out (":rocket:") although nobody speaks them in a name. */
const pictographPattern = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** Writes text of nearly every script in ASCII letters: 日本 → RiBen. Leaves pictographs out. */
export const transliterate: Transliterate = (text) => anyAscii(text.replace(pictographPattern, ''));
