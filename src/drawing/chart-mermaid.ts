import type { MachineDefinition } from '../inspect/message.ts'
import { chartFamily } from './chart-family.ts'
import { chartGraph } from './chart-graph.ts'
import type { ChartEdge, ChartNode } from './chart-graph.ts'
import { mermaidNames } from './mermaid-names.ts'
import { ANY } from './chart-to-elk.ts'
import { edgeText } from './state-face.ts'

/**
 * Writes a machine's chart as a `stateDiagram-v2` of Mermaid.
 *
 * Mermaid knows no transition between a state and one within it: where a chart has one, a state that stands for all of
 * them, or for beginning again, is put there.
 *
 * @param definition - as an inspector tells it
 * @example
 * import { chartMermaid } from 'holdfast/drawing'
 *
 * chartMermaid({ id: 'door' }) // => 'stateDiagram-v2\n  state "door" as door\n'
 */
export function chartMermaid(definition: MachineDefinition): string {
  const chart = chartGraph(definition)
  const family = chartFamily(chart)
  const nameOf = mermaidNames(family.nodes.map(({ id }) => id))
  const placeholders = new Map<string, string>()
  const within = (id: string, kind: string, text: string) => {
    const name = nameOf(`${id} ${kind}`)
    placeholders.set(name, `state "${text}" as ${name}`)
    return name
  }
  const ends = ({ source }: ChartEdge, target: string): readonly [string, string] => {
    if (family.isWithin(target, source)) return [within(source, 'any', ANY), nameOf(target)]
    if (family.isWithin(source, target)) return [nameOf(source), within(target, 'again', 'begin again')]
    return [nameOf(source), nameOf(target)]
  }
  const transitions = chart.edges.flatMap((edge) =>
    edge.targets.map((target) => `${ends(edge, target).join(' --> ')}: ${escapeText(edgeText(edge))}`),
  )

  const linesOf = (node: ChartNode): readonly string[] => {
    const name = nameOf(node.id)
    const title = `state "${escapeText(node.type === 'history' ? historyOf(node) : node.name)}" as ${name}`
    const end = node.type === 'final' ? [`${name} --> [*]`] : []
    if (node.children.length === 0) return [title, ...end]
    const isParallel = node.type === 'parallel'
    const children = node.children.flatMap((child, index) => [
      ...(isParallel && index > 0 ? ['--'] : []),
      ...linesOf(child),
    ])
    const starts = isParallel ? [] : node.initial.map((id) => `[*] --> ${nameOf(id)}`)
    const extra = ['any', 'again'].flatMap((kind) => placeholders.get(nameOf(`${node.id} ${kind}`)) ?? [])
    return [`${title} {`, ...[...starts, ...children, ...extra].map((line) => `  ${line}`), '}']
  }
  return ['stateDiagram-v2', ...[...linesOf(chart.root), ...transitions].map((line) => `  ${line}`), ''].join(
    '\n',
  )
}

const historyOf = ({ name, history }: ChartNode): string => `${name} (${history} history)`

/** What could end a text, or mean something in it, as an entity of Mermaid. */
const escapeText = (text: string): string =>
  text.replace(/[^\p{L}\p{N} _.,()[\]/+*!?=-]/gu, (character) => `#${character.codePointAt(0)};`)
