import { buildProgram } from '../../support/build-program.ts'

/** Makes one file of the worker: a round starts many. */
export const buildWorker = (): Promise<string> => buildProgram('test/crash/worker/main.ts')
