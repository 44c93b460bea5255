/** Something that is away and met at every attempt, and is to be said once. */
export interface Trouble {
  /** Says the sentence, unless it has been said since all was well. */
  met(sentence: string): void;
  /** Says that it is over, where it was said that it had begun. */
  over(): void;
}

export function troubleWith(say: (line: string) => void, whenOver: string): Trouble {
  const said = new Set<string>();
  return {
    met(sentence) {
      if (said.has(sentence)) return;
      said.add(sentence);
      say(sentence);
    },
    over() {
      if (said.size === 0) return;
      said.clear();
      say(whenOver);
    },
  };
}
