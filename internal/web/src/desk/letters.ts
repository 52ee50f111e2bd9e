/** The text as people type it in a hurry: without marks and capitals, "Đề nghị" as "de nghi". */
export function plainLetters(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

/** How well a text answers to what was typed: 3 if it has it word for word in its name, 2 if all words are there, 1 if they are somewhere, 0 if not. */
export function likeness(typed: string, name: string, rest: string): number {
  const wanted = plainLetters(typed).trim();
  const words = wanted.split(/\s+/);
  const inName = plainLetters(name);
  if (inName.includes(wanted)) return 3;
  if (words.every((word) => inName.includes(word))) return 2;
  const anywhere = `${inName} ${plainLetters(rest)}`;
  return words.every((word) => anywhere.includes(word)) ? 1 : 0;
}
