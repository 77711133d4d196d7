/** Code of a run that somebody parked. */
export const heldCode = 'held'

const remedies: Readonly<Record<string, string>> = {
  [heldCode]: 'Somebody laid it aside. Resume it when it may go on.',
  crash:
    'The step took its worker down three times, mostly for want of memory. Look at the log of the worker, give it ' +
    'more memory or send the transcript in smaller parts, then resume.',
  exhausted:
    'Something it needs was away for longer than it is waited for. Make it well (database, models, network), then resume.',
  analysis_failed:
    'Models gave no usable answer. Look at the coverage of an example and at the models, then resume; what was answered is kept.',
  empty_transcript: 'There is nothing to read in the transcript. Send the meeting again with its text.',
  invalid_request: 'The meeting cannot be read as it was sent. Send it again, put right.',
  timeout: 'It took longer than a step may take. Resume: what was done until then is kept.',
  rate_limited: 'A provider refused for too long. Raise its limits or wait, then resume.',
  overloaded: 'A provider was overloaded for too long. Wait, then resume.',
  storage_unavailable: 'The database was away for too long. Resume once it answers.',
  internal:
    'This is a fault of the program. Look at the message of an example and at the log; update, then resume. Nothing was lost.',
}

/** What an operator does about runs that ended with this error code. */
export const remedyFor = (code: string): string =>
  remedies[code] ?? 'Look at an example; resume when what it says is put right.'
