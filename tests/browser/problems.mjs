// Collects what is wrong; the same complaint about many pages is shown for the first few.

const SHOWN_MAX = 5;

export class Problems {
  #places = new Map();

  /// Notes that `what` is wrong at `where`: a page, or a page with width, theme and language.
  add(where, what) {
    const places = this.#places.get(what) ?? [];
    this.#places.set(what, [...places, where]);
  }

  /// Prints all, and returns the exit status.
  report() {
    for (const [what, places] of this.#places) {
      for (const where of places.slice(0, SHOWN_MAX)) {
        console.error(`FAILED ${where}: ${what}`);
      }
      if (places.length > SHOWN_MAX) {
        console.error(`       … and ${places.length - SHOWN_MAX} more of this kind`);
      }
    }
    return this.#places.size > 0 ? 1 : 0;
  }
}
