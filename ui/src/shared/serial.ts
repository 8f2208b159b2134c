/** A serial as it is read aloud: in groups of three, `12 345 678` (no-break spaces). */
export function grouped(serial: string): string {
  if (!/^\d+$/.test(serial)) return serial;
  return serial.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}
