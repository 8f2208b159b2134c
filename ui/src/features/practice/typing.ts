/** Types as a fob does, which is a keyboard to the computer. */

/** Puts the text where the cursor is; a line's end is the Enter key. */
export function typeInto(field: HTMLInputElement, text: string): void {
  field.focus();
  for (const part of text.split(/(\n)/)) {
    if (part === '\n') enter(field);
    else if (part !== '') {
      field.setRangeText(part, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}

function enter(field: HTMLInputElement): void {
  const pressed = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  if (field.dispatchEvent(pressed)) field.form?.requestSubmit();
}
