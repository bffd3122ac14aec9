/** The longest message that the API takes, in characters (Unicode code points). */
export const MAX_MESSAGE_CHARACTERS = 4_000;

/** Whether a text is so long that it is not looked at character by character. */
export function isHuge(text: string): boolean {
  return text.length > 4 * MAX_MESSAGE_CHARACTERS;
}

/** How many characters a message still has room for; negative, and of a huge one roughly, when it is too long. */
export function charactersLeft(text: string): number {
  return MAX_MESSAGE_CHARACTERS - (isHuge(text) ? text.length : Array.from(text).length);
}

/** Whether a message can be sent. */
export function isSendable(text: string): boolean {
  return !isHuge(text) && text.trim() !== "" && charactersLeft(text) >= 0;
}
