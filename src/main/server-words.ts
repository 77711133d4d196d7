/** Names of the commands that `serverCommands` makes, known before their code is loaded. */
export const serverWords: readonly string[] = [
  ...['start', 'api', 'worker', 'migrate', 'tenants', 'secrets', 'retention', 'backup', 'restore'],
]
