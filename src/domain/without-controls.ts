const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/** Words of strangers without what moves a cursor, changes colours or turns the reading direction. Tabs and new lines stay. */
export const withoutControls = (text: string): string => text.replace(steering, '')
