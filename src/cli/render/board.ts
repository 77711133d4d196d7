import type { EntityType } from '../api-types.ts'
import type { Canvas } from './layout.ts'
import { formatValue, words } from './phrases.ts'
import { renderTable } from './table.ts'

/** Everything at a glance: a table per type, one line per thing. */
export const renderBoard = (entities: readonly EntityType[], canvas: Canvas): string => {
  const types = [...new Set(entities.map((entity) => entity.type))]
  const blocks = types.map((type) => {
    const rows = entities.filter((entity) => entity.type === type)
    return renderTable(
      [
        { title: words(type), value: (row) => row.name, flexible: true },
        { title: 'state', value: stateLine, flexible: true, wrapped: true },
      ],
      rows,
      canvas,
    )
  })
  return blocks.length > 0 ? blocks.join('\n\n') : canvas.style.dim('Nothing is known yet.')
}

/** "status in progress · owner Priya · due date 27 Mar 2026". */
export const stateLine = (entity: EntityType): string =>
  Object.entries(entity.state)
    .map(([dimension, held]) => {
      const values = Array.isArray(held) ? held : [held]
      return `${words(dimension)} ${values.map((each) => formatValue(each.value)).join(', ')}`
    })
    .join(' · ')
