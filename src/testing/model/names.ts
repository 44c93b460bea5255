// Which of the system's ids, slugs and tokens are which of the model's.

/** `user 1`, and slugs that end in chance: `acme-~1`. */
const idSymbol = /^(?:user|organization|membership|invitation) [0-9]+$/;
const slugSymbol = /^(.*-)~[0-9]+$/;

const idForm = /^[0-9a-f]{24}$/;
const chance = /^[a-z2-7]{6}$/;

export interface Names {
  /** Whether these mean the same. A name that nobody has heard before comes to mean what it stands for here. */
  agree(symbol: string, real: string): boolean;
  bind(symbol: string, real: string): void;
  /** What the system calls it; text that is no name stays as it is. */
  real(symbol: string): string;
  /** What the model calls it; unknown text stays as it is. */
  symbol(real: string): string;
  has(symbol: string): boolean;
}

export function names(): Names {
  const reals = new Map<string, string>();
  const symbols = new Map<string, string>();

  function bind(symbol: string, real: string): void {
    reals.set(symbol, real);
    symbols.set(real, symbol);
  }

  return {
    bind,
    agree(symbol, real) {
      const bound = reals.get(symbol);
      if (bound !== undefined) return bound === real;
      if (!canMean(symbol, real)) return symbol === real;
      if (symbols.has(real)) return false;
      bind(symbol, real);
      return true;
    },
    real: (symbol) => reals.get(symbol) ?? symbol,
    symbol: (real) => symbols.get(real) ?? real,
    has: (symbol) => reals.has(symbol),
  };
}

function canMean(symbol: string, real: string): boolean {
  if (idSymbol.test(symbol)) return idForm.test(real);
  const [, base] = slugSymbol.exec(symbol) ?? [];
  return base !== undefined && real.startsWith(base) && chance.test(real.slice(base.length));
}
