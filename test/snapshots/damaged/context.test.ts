import { absent } from '../support/edited.ts'
import { refuses } from '../support/refuses.ts'

refuses('its context', [
  [
    'there is no context',
    'running',
    { 'snapshot.context': absent },
    'context must be an object, got undefined',
  ],
  [
    'the context is polluting',
    'running',
    { 'snapshot.context.__proto__': { polluted: 1 } },
    'snapshot.context must be an object without the key __proto__',
  ],
  [
    'the elapsed time is a text',
    'running',
    { 'snapshot.context.elapsed': '500' },
    'context.elapsed must be milliseconds from 0, got "500"',
  ],
  [
    'the elapsed time has no end',
    'running',
    { 'snapshot.context.elapsed': { '@number': 'Infinity' } },
    'context.elapsed must be milliseconds from 0, got Infinity',
  ],
  [
    'the sleep is negative',
    'resting',
    { 'snapshot.context.upcomingSleep': -5 },
    'context.upcomingSleep must be milliseconds from 0, got -5',
  ],
  [
    'the sleep is missing',
    'resting',
    { 'snapshot.context.upcomingSleep': absent },
    'context.upcomingSleep must be milliseconds from 0, got undefined',
  ],
  [
    'the outcome of the attempt is missing',
    'asking',
    { 'snapshot.context.failed': absent },
    'context.failed must be true or false, since an attempt has ended, got undefined',
  ],
  [
    'the outcome is neither',
    'running',
    { 'snapshot.context.failed': 1 },
    'context.failed must be true or false, got 1',
  ],
  [
    'the statistics are missing',
    'running',
    { 'snapshot.context.statistics': null },
    'context.statistics must be an object, got null',
  ],
  [
    'the statistics know of no attempt',
    'running',
    { 'snapshot.context.statistics.attemptNumber': absent },
    'context.statistics.attemptNumber must be a whole number from 0 to 3, got undefined',
  ],
  [
    'the statistics know of later attempts',
    'running',
    { 'snapshot.context.statistics.attemptNumber': 9 },
    'context.statistics.attemptNumber must be a whole number from 0 to 3, got 9',
  ],
  [
    'the sum of sleeps is a list',
    'running',
    { 'snapshot.context.statistics.idleFor': [] },
    'context.statistics.idleFor must be milliseconds from 0, got []',
  ],
  [
    'the delay is negative',
    'running',
    { 'snapshot.context.statistics.delaySinceFirstAttempt': -1 },
    'context.statistics.delaySinceFirstAttempt must be milliseconds from 0, got -1',
  ],
  [
    'the errors are no list',
    'running',
    { 'snapshot.context.errors': {} },
    'context.errors must be a list, got {}',
  ],
  [
    'the end is no object',
    'failing',
    { 'snapshot.context.end': true },
    'context.end must be an object, got true',
  ],
  [
    'the end is neither',
    'failing',
    { 'snapshot.context.end.failed': 'no' },
    'context.end.failed must be true or false, got "no"',
  ],
])
