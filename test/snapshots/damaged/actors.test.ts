import { absent } from '../support/edited.ts'
import { refuses } from '../support/refuses.ts'

const CHILD = { src: 'attempt' }

refuses('its actors', [
  [
    'there are no actors',
    'running',
    { 'snapshot.children': absent },
    'snapshot.children must be an object, got undefined',
  ],
  [
    'the actors are a list',
    'running',
    { 'snapshot.children': [] },
    'snapshot.children must be an object, got []',
  ],
  [
    'its watch is missing',
    'running',
    { 'snapshot.children.watch': absent },
    'snapshot.children.watch must be the actor of its state, got undefined',
  ],
  [
    'its step is missing',
    'resting',
    { 'snapshot.children.sleep': absent },
    'snapshot.children.sleep must be the actor of its state, got undefined',
  ],
  [
    'it has the step of another state instead',
    'resting',
    { 'snapshot.children.sleep': absent, 'snapshot.children.attempt': CHILD },
    'snapshot.children.attempt must be absent in the state {"sleeping":"resting"}',
  ],
  [
    'it has the step of another state besides',
    'resting',
    { 'snapshot.children.attempt': CHILD },
    'snapshot.children.attempt must be absent in the state {"sleeping":"resting"}, got {"src":"attempt"}',
  ],
  [
    'it has a step twice',
    'running',
    { 'snapshot.children.again': CHILD },
    'snapshot.children.again must be absent',
  ],
  [
    'a step is another',
    'resting',
    { 'snapshot.children.sleep': CHILD },
    'snapshot.children.sleep.src must be "sleep", got "attempt"',
  ],
  [
    'an actor has no name',
    'running',
    { 'snapshot.children.watch.src': absent },
    'snapshot.children.watch.src must be a string that is not empty, got undefined',
  ],
  [
    'an actor is no object',
    'running',
    { 'snapshot.children.watch': 'watch' },
    'snapshot.children.watch must be an object, got "watch"',
  ],
  [
    'an actor is its own logic',
    'running',
    { 'snapshot.children.more': { src: { start: 1 }, snapshot: {} } },
    'snapshot.children.more.src must be a string',
  ],
  [
    'an actor is one that objects inherit',
    'running',
    { 'snapshot.children.more': { src: 'constructor', snapshot: {} } },
    'has an actor "more" that the machine does not have',
    'HOLDFAST_SNAPSHOT_MISMATCH',
  ],
  [
    'a step has ended already',
    'resting',
    { 'snapshot.children.sleep.snapshot': { status: 'done', output: 1 } },
    'has an actor "sleep" that is not the one of the machine',
    'HOLDFAST_SNAPSHOT_MISMATCH',
  ],
])
