import { benchmark as bundleSize } from './bundle-size.ts'
import { benchmark as callerSignal } from './caller-signal.ts'
import { benchmark as commitRates } from './commit-rates.ts'
import { benchmark as crashes } from './crashes.ts'
import { benchmark as firstTry } from './first-try.ts'
import { benchmark as importTime } from './import-time.ts'
import { benchmark as inspected } from './inspected.ts'
import { benchmark as millionRetries } from './million-retries.ts'
import { benchmark as observe } from './observe.ts'
import { benchmark as parkedSessions } from './parked-sessions.ts'
import type { Benchmark } from './report/benchmark.ts'
import { barsTable, type Result, writeResults } from './report/results.ts'
import { describeMachine } from './report/setting.ts'
import { renderTable } from './report/table.ts'
import { benchmark as sleeping } from './sleeping.ts'
import { benchmark as storedSessions } from './stored-sessions.ts'
import { benchmark as threeFailures } from './three-failures.ts'
import { benchmark as visualizer } from './visualizer.ts'

const benchmarks: Readonly<Record<string, Benchmark>> = {
  'first-try': firstTry,
  'caller-signal': callerSignal,
  observe,
  'three-failures': threeFailures,
  'million-retries': millionRetries,
  sleeping,
  inspected,
  'stored-sessions': storedSessions,
  'commit-rates': commitRates,
  'parked-sessions': parkedSessions,
  crashes,
  visualizer,
  'bundle-size': bundleSize,
  'import-time': importTime,
}

/**
 * Runs the benchmarks named on the command line, or all of them, and prints a table for each. A run of all rewrites
 * `bench/RESULTS.md`. Exits with 1 when a bar was missed.
 */
const named = process.argv.slice(2)
const machine = describeMachine()
console.log(machine)
const results: Result[] = []
for (const name of named.length > 0 ? named : Object.keys(benchmarks)) {
  const benchmark = benchmarks[name]
  if (benchmark === undefined) {
    throw new Error(`There is no benchmark ${name}; there are ${Object.keys(benchmarks).join(', ')}.`)
  }
  const started = performance.now()
  // One after another, or they would disturb each other.
  // oxlint-disable-next-line no-await-in-loop
  const findings = await benchmark.run()
  results.push({ benchmark, ...findings })
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`\n${benchmark.title} (${seconds} s)\n\n${renderTable(findings.table)}`)
}

const bars = results.flatMap((result) => result.bars ?? [])
if (bars.length > 0) console.log(`\nBars\n\n${renderTable(barsTable(bars))}`)
if (named.length === 0) writeResults(machine, results)
if (bars.some((bar) => !bar.met)) process.exitCode = 1
