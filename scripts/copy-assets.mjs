// The last part of `npm run build`: what the compiled files read beside themselves.
import { cpSync } from 'node:fs'

cpSync('prisma', 'dist/prisma', { recursive: true })
