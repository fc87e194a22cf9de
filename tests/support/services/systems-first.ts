// The files that build or start a whole system take longest: they begin first, so that none of them runs alone at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const wholeSystem = /\/tests\/(e2e\/|architecture\/how-to|infra\/(rights-suffice|synth))/

/** The order of Vitest (what failed, then the longest of last time) behind the files of whole systems. */
export class SystemsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isWhole = ({ moduleId }: TestSpecification) => Number(wholeSystem.test(moduleId))
    return sorted.toSorted((a, b) => isWhole(b) - isWhole(a))
  }
}
