/** One piece of work that somebody watches. `work` reports where it is, and ends with a closing word. */
export type Job = { label: string; work: (report: (text: string) => void) => Promise<string> }

/** Runs the jobs, at most `parallel` at once, and shows how far they are. A job that throws does not stop the others. */
export type Ui = (jobs: readonly Job[], parallel: number) => Promise<void>
