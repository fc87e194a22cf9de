// One real engine for the whole test run: started before the first test, stopped after the last.
import type { TestProject } from 'vitest/node'
import { startEngine } from '../../../local/emulator/engine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly engineEndpoint: string
  }
}

export const setup = async (project: TestProject) => {
  const engine = await startEngine({ inMemory: true })
  project.provide('engineEndpoint', engine.endpoint)
  return engine.stop
}
