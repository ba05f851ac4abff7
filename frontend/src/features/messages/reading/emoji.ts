/** Telling text from emoji, as the server does for messages. */

const ONLY_EMOJI =
  /^(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Regional_Indicator}\s]|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|[\u{E0020}-\u{E007F}]|[0-9#*]\u{FE0F}?\u{20E3})+$/u;

/** Nothing but emoji and white space, and not nothing. */
export function isOnlyEmoji(text: string): boolean {
  return text.trim() !== '' && ONLY_EMOJI.test(text);
}
