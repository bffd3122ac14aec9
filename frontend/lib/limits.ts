/** The longest message that the API takes, in characters (Unicode code points). */
export const MAX_MESSAGE_CHARACTERS = 4_000;

/** How many characters a message still has room for; negative when it is too long. */
export function charactersLeft(text: string): number {
  return MAX_MESSAGE_CHARACTERS - Array.from(text).length;
}

/** Whether a message can be sent. */
export function isSendable(text: string): boolean {
  return text.trim() !== "" && charactersLeft(text) >= 0;
}
