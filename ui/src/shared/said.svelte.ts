/**
 * What just happened, in a line at the foot of the window and in a screen reader's ear. Only for
 * what went well: what did not has its notice.
 */
const LONG_ENOUGH = 7000;

class Said {
  text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  tell(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.text = ''), LONG_ENOUGH);
  }

  hush(): void {
    clearTimeout(this.#timer);
    this.text = '';
  }
}

export const said = new Said();
