import { defineConfig } from 'prisma/config'

// Only `prisma generate` and a plain `prisma migrate deploy` read this file; the product itself never does.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/throughline' },
})
