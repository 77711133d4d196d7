import type { Route } from '../route.ts'

/** `GET /v1/meetings/{meetingId}/summaries` is `getMeetingsByMeetingIdSummaries`: stable, unique, and never typed by hand. */
export const operationId = (route: Pick<Route, 'method' | 'path'>): string => {
  const words = route.path
    .replace(/^\/v1/, '')
    .split(/[/.-]/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? `by-${part.slice(1, -1)}` : part))
    .flatMap((part) => part.split('-'))
  return route.method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
