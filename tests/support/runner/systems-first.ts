// Files that build or start a whole system take longest. They begin first, so that none of them is still running alone at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const wholeSystem = /\/tests\/(e2e\/|architecture\/how-to|infra\/(rights-suffice|synth))/

/** Vitest's order (failed files, then the slowest of the last run), but with files of whole systems in front. */
export class SystemsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isWhole = ({ moduleId }: TestSpecification) => Number(wholeSystem.test(moduleId))
    return sorted.toSorted((a, b) => isWhole(b) - isWhole(a))
  }
}
