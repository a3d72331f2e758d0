// Shows what is wrong; the same complaint about many pages is shown for the first few.

const SHOWN_MAX = 5;

export class Problems {
  #counts = new Map();

  /// Says that `what` is wrong at `where`: a page, or a page with width, theme and language.
  add(where, what) {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    if (count <= SHOWN_MAX) console.error(`FAILED ${where}: ${what}`);
  }

  /// Says what was left out, and returns the exit status.
  report() {
    for (const [what, count] of this.#counts) {
      if (count > SHOWN_MAX) console.error(`FAILED ${count - SHOWN_MAX} more pages: ${what}`);
    }
    return this.#counts.size > 0 ? 1 : 0;
  }
}
