/** Reports an outage once, though every attempt during the outage meets it. */
export interface OutageNotice {
  /** Prints the sentence, unless it was printed in this outage already. */
  report(sentence: string): void;
  /** Prints that the outage is over, if it was reported. */
  clear(): void;
}

export function createOutageNotice(
  print: (line: string) => void,
  recoveryText: string,
): OutageNotice {
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
