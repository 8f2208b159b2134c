/** Which drawing a fob gets: its form factor, read from the model's name. */

export type Shape =
  | 'key-a'
  | 'key-c'
  | 'nano-a'
  | 'nano-c'
  | 'key-ci'
  | 'canokey'
  | 'nitrokey'
  | 'card'
  | 'display-card'
  | 'display-token'
  | 'unknown';

/** The drawing for a model's name as the desk gives it. */
export function shapeOf(model: string): Shape {
  const name = model.toLowerCase();
  if (name.includes('canokey')) return 'canokey';
  if (name.includes('nitrokey')) return 'nitrokey';
  if (name.includes('token2')) return /otpc|miniotp/.test(name) ? 'display-card' : 'display-token';
  if (/\bcard\b/.test(name)) return 'card';
  if (/\b\d*ci\b/.test(name)) return 'key-ci';
  const typeC = /\b\d*c\b/.test(name);
  if (name.includes('nano')) return typeC ? 'nano-c' : 'nano-a';
  if (typeC) return 'key-c';
  return /yubikey|security key/.test(name) ? 'key-a' : 'unknown';
}

/** Whether the model's name says that it speaks through the air too. */
export function hasNfc(model: string): boolean {
  return /\bnfc\b|\bneo\b|canokey|nitrokey|token2 (?!molto)/i.test(model);
}
