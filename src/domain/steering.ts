/**
 * What can move a cursor, change a setting of a terminal or turn the reading direction; tab and line end are not in it. To
 * be replaced with, not tested with: it is global.
 */
export const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu
