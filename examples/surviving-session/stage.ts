import { createLogUpdate } from 'log-update'
import { canRepaint } from '../terminal/can-repaint.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { seconds } from '../terminal/seconds.ts'

/** Where a play is shown: lines that stay, and on a terminal one below them that is repainted. */
export interface Stage {
  readonly paint: Paint
  readonly say: (line: Line) => void
  close(): void
}

interface Line {
  /** Whose words they are; nobody's, when it is empty. */
  readonly who: string
  readonly colour: Parameters<Paint>[0]
  readonly words: string
}

/** @param drawFooter - asked for the line below, ten times a second */
export function openStage(output: NodeJS.WriteStream, drawFooter: (paint: Paint) => string): Stage {
  const paint = paintFor(output)
  const startedAt = performance.now()
  const footer = canRepaint(output) ? createLogUpdate(output) : undefined
  const draw = () => footer?.(`\n${drawFooter(paint)}`)
  const timer = setInterval(draw, FRAME)

  return {
    paint,
    say({ who, colour, words }) {
      const time = paint('dim', seconds(performance.now() - startedAt).padStart(7))
      const line = `${time}  ${paint(colour, who.padEnd(WHO))}  ${words}`
      if (footer === undefined) output.write(`${line}\n`)
      else footer.persist(line)
      draw()
    },
    close() {
      clearInterval(timer)
      footer?.clear()
      footer?.done()
    },
  }
}

/** The digits of a countdown change as often. */
const FRAME = 100
/** `process 1234567` */
const WHO = 15
