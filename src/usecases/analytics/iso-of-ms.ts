export const isoOfMs = (instantMs: number | null): string | null =>
  instantMs === null ? null : new Date(instantMs).toISOString()
