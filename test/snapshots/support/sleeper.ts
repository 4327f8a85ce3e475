import { createRetryMachine, startRetry } from 'holdfast'

// A program: begins a session that sleeps after its first attempt, and prints its snapshot; given one, goes on with it.

const [wait = '0', unref, snapshot] = process.argv.slice(2)
const machine = createRetryMachine({ wait: () => Number(wait), unref: unref === 'unref' })

const session = startRetry(
  machine,
  ({ attemptNumber }) => {
    if (attemptNumber === 1) throw new Error('down')
    return attemptNumber
  },
  snapshot === undefined ? {} : { snapshot },
)

if (snapshot === undefined) {
  setImmediate(() => {
    console.log(JSON.stringify(session.snapshot()))
    process.exit()
  })
} else {
  const { wakeAt } = session.snapshot()
  const attempt = await session.result
  console.log(`attempt ${attempt} ${Math.abs(Date.now() - Number(wakeAt)) < 500 ? 'on time' : 'late'}`)
}
