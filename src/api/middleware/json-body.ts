import express, { type RequestHandler } from 'express'

/** `strict: false` because `5` and `null` are JSON: the schema refuses them by name. */
export const jsonBody = (maxBytes: number): RequestHandler =>
  express.json({ limit: maxBytes, strict: false, type: ['application/json', 'application/*+json'] })
