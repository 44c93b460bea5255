/** Prints each sentence about an outage once, although every attempt during the outage reports it. */
export interface OutageReporter {
  /** Prints the sentence, unless it was printed in this outage already. */
  report(sentence: string): void;
  /** Prints that the outage is over, if it was reported. */
  clear(): void;
}

export function createOutageReporter(
  print: (line: string) => void,
  recoveryText: string,
): OutageReporter {
  const printedSentences = new Set<string>();
  return {
    report(sentence) {
      if (printedSentences.has(sentence)) return;
      printedSentences.add(sentence);
      print(sentence);
    },
    clear() {
      if (printedSentences.size === 0) return;
      printedSentences.clear();
      print(recoveryText);
    },
  };
}
