const runLinks = (runId: string): Record<string, string> => ({
  run: `/v1/runs/${runId}`,
  events: `/v1/runs/${runId}/events`,
})

/** Addresses of a meeting and its run, relative to the server. */
export const meetingLinks = (meetingId: string, runId: string | null): Record<string, string> => ({
  meeting: `/v1/meetings/${meetingId}`,
  transcript: `/v1/meetings/${meetingId}/transcript`,
  transitions: `/v1/meetings/${meetingId}/transitions`,
  ...(runId === null ? {} : runLinks(runId)),
})
