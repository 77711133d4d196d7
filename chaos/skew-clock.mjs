/** Preloaded into a process: its wall clock is off, as that of a machine that nobody keeps. */
// biome-ignore lint/style/noProcessEnv: a preload has no other way to be told.
const byMs = Number(process.env.CHAOS_SKEW_MS ?? 0)
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + byMs)
    else super(...given)
  }

  static now() {
    return RealDate.now() + byMs
  }
}
