/** The word at a place, or the character before it at the end of the text. */
export function spanAt(text: string, from: number): { from: number; to: number } {
  const word = /^[\w:.]+|^[^\s]/.exec(text.slice(from));
  if (word) return { from, to: from + word[0].length };
  return { from: Math.max(0, Math.min(from, text.length) - 1), to: text.length };
}
