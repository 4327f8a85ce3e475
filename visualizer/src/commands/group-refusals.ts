import type { CommandReport } from 'holdfast/visualizer'

interface RefusalGroup {
  /** `111 have ended`, or of a single one `charge card order-7 has ended`. */
  readonly text: string
  /** Some of them; empty where the text has it, or none is known. */
  readonly names: string
}

/** Those who refused a command, by reason: the most frequent first. */
export function groupRefusals({ refused, reasons = [], refusals }: CommandReport): {
  readonly groups: readonly RefusalGroup[]
  /** How many refused it for reasons that were not told. */
  readonly others: number
} {
  const groups = reasons.map(({ reason, count }) => {
    const names = refused.filter((session) => session.reason === reason).map(nameOf)
    const [name] = names
    if (count === 1) return { text: `${name ?? 'One session'} ${reason}`, names: '' }
    return { text: `${count.toLocaleString('en')} ${plural(reason)}`, names: some(names, count) }
  })
  return { groups, others: refusals - reasons.reduce((sum, { count }) => sum + count, 0) }
}

/** One that is gone has a key alone. */
const nameOf = ({ key, name = key, id = '' }: CommandReport['refused'][number]): string =>
  `${name} ${id}`.trimEnd()

function some(names: readonly string[], count: number): string {
  const first = names.slice(0, FEW)
  const others = count - first.length
  if (first.length === 0) return ''
  return others === 0 ? first.join(', ') : `${first.join(', ')} and ${others.toLocaleString('en')} more`
}

const FEW = 5

/** A reason says what one session is or does. */
const plural = (reason: string): string =>
  PLURALS.reduce((text, [one, many]) => text.replace(one, many), reason)

const PLURALS = [
  [/^has\b/, 'have'],
  [/^is\b/, 'are'],
  [/^was\b/, 'were'],
  [/^does\b/, 'do'],
] as const
