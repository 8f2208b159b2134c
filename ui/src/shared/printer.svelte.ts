/** The printer that was used last: it stands first the next time, as long as the window is open. */
class Printer {
  last = $state('');
}

export const printer = new Printer();
