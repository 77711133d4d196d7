/** Far above what the longest allowed transcript takes (10 MB: seconds), far below what would look like a hang. */
export const threadLimits = { timeoutMs: 60_000, maxMegabytes: 1_024 } as const
