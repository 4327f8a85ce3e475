import { describeGuard, formatDuration, statePath } from 'holdfast/drawing'
import type { EndMessage, EventMessage, InspectorMessage, StateMessage, StepMessage } from 'holdfast/inspect'

import { errorInLine, inLine } from '../words/in-line.ts'
import { isRecord } from '../words/is-record.ts'
import { attemptBefore, stateBefore, stepBefore, stepEnd } from './around.ts'

/** A message in words. */
export interface LogLine {
  readonly text: string
  readonly tone: 'plain' | 'good' | 'bad' | 'wait' | 'quiet'
  /** It tells of the machine's way, and no more than its neighbours do. */
  readonly isDetail: boolean
}

/** Says in words what a message tells; its neighbours say of which attempt. */
export function logLine(messages: readonly InspectorMessage[], index: number): LogLine {
  const message = messages[index]
  switch (message?.type) {
    case 'session':
      return line(`${message.name} begins${startedBy(message.parentName)}`, 'plain')
    case 'event':
      return eventLine(messages, index, message)
    case 'guard': {
      const { verdict, text } = describeGuard(message, stateBefore(messages, index)?.context)
      return line(`${verdict} ${text}`, verdict === '!' ? 'bad' : 'plain')
    }
    case 'step':
      return stepLine(messages, index, message)
    case 'state':
      return stateLine(messages, index, message)
    case 'end':
      return endLine(message)
    case 'dropped':
      return line(`${message.count} messages are missing here`, 'bad')
    default:
      return detail('')
  }
}

const line = (text: string, tone: LogLine['tone']): LogLine => ({ text, tone, isDetail: false })

const detail = (text: string): LogLine => ({ text, tone: 'quiet', isDetail: true })

const startedBy = (parentName: string | undefined) =>
  parentName === undefined ? '' : `, started by ${parentName}`

function eventLine(messages: readonly InspectorMessage[], index: number, message: EventMessage): LogLine {
  const { type } = message.event
  const end = stepEnd(message)
  if (end === undefined) return type === 'xstate.init' ? detail('it starts') : outsideLine(message)
  const { step, isFailed, value } = end
  const took = stepBefore(messages, index, step)?.took
  const after = took === undefined ? '' : ` after ${formatDuration(took)}`
  if (step === 'attempt') {
    const attempt = `attempt ${attemptBefore(messages, index) ?? ''}`.trimEnd()
    return isFailed
      ? line(`${attempt} failed${after}: ${errorInLine(value)}`, 'bad')
      : line(`${attempt} done${after}${giving(value)}`, 'good')
  }
  if (isFailed) {
    const text = `${step} failed${after}: ${errorInLine(value)}`
    // The end says the same.
    return step === 'giveUp' || step === 'fail' ? detail(text) : line(text, 'bad')
  }
  if (step === 'sleep') return line(`slept${after.replace(' after', '')}`, 'wait')
  return detail(`${step} done${after}${giving(value)}`)
}

const giving = (value: unknown) => (value === undefined ? '' : `: ${inLine(value)}`)

/** An event that no step has sent. */
function outsideLine({ event, by }: EventMessage): LogLine {
  const { type, ...fields } = event
  const [, delay] = /^xstate\.after\.(\d+)\./.exec(type) ?? []
  if (delay !== undefined) return line(`${formatDuration(Number(delay))} have passed`, 'wait')
  const what = Object.keys(fields).length === 0 ? type : `${type} ${inLine(fields)}`
  return line(by === undefined ? what : `${what}, sent by ${by}`, 'plain')
}

function stepLine(messages: readonly InspectorMessage[], index: number, message: StepMessage): LogLine {
  const { step, took, outcome } = message
  const attempt = attemptBefore(messages, index)
  const what = step === 'attempt' && attempt !== undefined ? `attempt ${attempt}` : step
  // No event tells of what was cut.
  return outcome === 'cut'
    ? line(`${what} was cut after ${formatDuration(took)}`, 'bad')
    : detail(`${what} took ${formatDuration(took)}`)
}

function stateLine(messages: readonly InspectorMessage[], index: number, message: StateMessage): LogLine {
  const { value, context } = message
  const path = statePath(value)
  if (!isRecord(context) || typeof context['attemptNumber'] !== 'number') {
    return path === statePath(stateBefore(messages, index)?.value)
      ? detail(`still ${path}`)
      : line(`now ${path}`, 'plain')
  }
  if (path !== 'sleeping.resting') return detail(`now ${path}`)
  const { upcomingSleep } = context
  return line(
    // An infinite time is told as a text.
    typeof upcomingSleep === 'number'
      ? `sleeps ${formatDuration(upcomingSleep)}`
      : 'sleeps until it is woken',
    'wait',
  )
}

function endLine({ status, output, error }: EndMessage): LogLine {
  if (status === 'failed') return line(`failed for good: ${errorInLine(error)}`, 'bad')
  return status === 'done' ? line(`done${giving(output)}`, 'good') : line('stopped', 'bad')
}
