/** The text as people type it in a hurry: without marks and capitals, "Đề nghị" as "de nghi". */
export function plainLetters(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

/** Whether each word of what was typed is somewhere in the text, marks or not. */
export function finds(typed: string, text: string): boolean {
  const within = plainLetters(text);
  return plainLetters(typed)
    .split(/\s+/)
    .every((word) => within.includes(word));
}
