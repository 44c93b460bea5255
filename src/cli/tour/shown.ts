// Text of strangers, made safe and short enough to print.

const unprintable =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;
const longest = 60;

/** At most 60 characters; what a terminal would obey or hide is written out as \u{…}. */
export function shown(text: string): string {
  if (text === '') return '""';
  const characters = [...text];
  const short =
    characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
  return short.replace(unprintable, escaped);
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
