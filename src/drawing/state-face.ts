import type { ChartEdge, ChartNode } from './chart-graph.ts'
import type { Box, PlacedText } from './chart-layout.ts'
import { COUNT_WIDTH, FONT, textWidth } from './text-size.ts'

/** What stands in a state, from its upper left corner. */
export interface StateFace {
  readonly width: number
  readonly height: number
  readonly rows: readonly FaceRow[]
}

interface FaceRow {
  readonly kind: 'title' | 'detail'
  readonly text: string
  /** From the upper edge. */
  readonly y: number
  readonly height: number
  /** The id of the transition that it is about. */
  readonly edge?: string
  /** It stands at the right, where its transition begins. */
  readonly isExit?: true
}

/**
 * Says what stands in a state: its name, what it does, and its transitions that need no line of their own.
 *
 * @param edges - those of this state
 * @param isQuiet - whether one of them begins at a row
 */
export function stateFace(
  node: ChartNode,
  edges: readonly ChartEdge[],
  isQuiet: (edge: ChartEdge) => boolean,
): StateFace {
  const rows: FaceRow[] = [{ kind: 'title', text: node.name, y: PADDING.y, height: FONT.title.line }]
  let y = PADDING.y + FONT.title.line
  const add = (text: string, edge?: string) => {
    const height = FONT.detail.line
    rows.push({ kind: 'detail', text, y, height, ...(edge !== undefined && { edge }) })
    y += height
  }
  const exits = new Map(edges.filter(isQuiet).map((edge) => [edge.event, edge]))
  const addExit = (event: string, text: string, at: number) => {
    const edge = exits.get(event)
    if (edge === undefined) return
    exits.delete(event)
    rows.push({ kind: 'detail', text, y: at, height: FONT.detail.line, edge: edge.id, isExit: true })
  }
  for (const name of node.entry) add(`entry / ${name}`)
  for (const name of node.exit) add(`exit / ${name}`)
  for (const name of node.invokes) {
    add(`▸ ${name}`)
    addExit(`${name} failed`, 'failed', y - FONT.detail.line)
  }
  for (const edge of edges)
    if (edge.targets.every((target) => target === node.id)) add(insideText(edge), edge.id)
  for (const event of exits.keys()) {
    addExit(event, event, y)
    y += FONT.detail.line
  }
  return { width: faceWidth(rows), height: y + PADDING.y, rows }
}

/**
 * Puts what stands in a state where it is drawn.
 *
 * @param left - where its rows begin; those that are exits end at the right
 */
export const placeRows = (face: StateFace, box: Box, left: number): readonly PlacedText[] =>
  face.rows.map((row) => {
    const width = rowWidth(row)
    const x = row.isExit ? box.x + box.width - PADDING.x - width : left
    return {
      kind: row.kind,
      text: row.text,
      box: { x, y: box.y + row.y, width, height: row.height },
      ...(row.edge !== undefined && { edge: row.edge }),
    }
  })

export const PADDING = { x: 10, y: 5 }

/** What stands in one line needs its room together. */
const faceWidth = (rows: readonly FaceRow[]): number =>
  Math.max(
    ...rows.map(({ y }) =>
      rows.filter((row) => row.y === y).reduce((sum, row) => sum + rowWidth(row) + GAP, 2 * PADDING.x - GAP),
    ),
  )

const GAP = 14

const rowWidth = ({ text, kind, edge }: Pick<FaceRow, 'text' | 'kind' | 'edge'>): number =>
  textWidth(text, kind) + (edge === undefined ? 0 : COUNT_WIDTH) + (kind === 'title' ? MARKER : 0)

/** What a title leaves free for the mark of an active state. */
const MARKER = 16

/** What a transition that leads nowhere else does; one that does nothing keeps the event from the states around. */
function insideText(edge: ChartEdge): string {
  const text = edgeText(edge)
  if (edge.targets.length > 0) return `↻ ${text}`
  return edge.actions.length === 0 ? `${text}: ignored` : text
}

/** A transition in one line: `RETRY [isFresh] / count`. */
export const edgeText = ({ event, guard, actions }: ChartEdge): string =>
  [event, guard && `[${guard}]`, actions.length > 0 && `/ ${actions.join(', ')}`].filter(Boolean).join(' ')
