import { writeFileSync } from 'node:fs'
import { renderProgram } from './render-program.ts'

writeFileSync('src/machine/program.ts', renderProgram())
