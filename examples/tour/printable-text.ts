// Makes text from strangers safe and short enough to print.

const unprintableCharacters =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;
const maxPrintableLength = 60;

/** At most 60 characters. Control and invisible characters are printed as \u{…}. */
export function toPrintable(text: string): string {
  if (text === '') return '""';
  const characters = [...text];
  const short =
    characters.length <= maxPrintableLength
      ? text
      : `${characters.slice(0, maxPrintableLength - 1).join('')}…`;
  return short.replace(unprintableCharacters, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
