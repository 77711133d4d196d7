/** Whom a meeting is read for that names nobody: the first of the personas that a tenant is seeded with. */
export const defaultPersona = 'gtm'
