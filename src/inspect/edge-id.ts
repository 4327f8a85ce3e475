import type { TakenTransition } from './message.ts'

/**
 * Names a transition of a chart: the key of `Moment.taken`, and the id of the edge that is drawn for it.
 *
 * @param transition - as a message of type `state` has it in `taken`
 * @example
 * import { edgeId } from 'holdfast/drawing'
 *
 * edgeId({ source: 'door.shut', event: 'OPEN', index: 0 }) // => 'door.shut OPEN 0'
 */
export const edgeId = ({ source, event, index }: TakenTransition): string => `${source} ${event} ${index}`
