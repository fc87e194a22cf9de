import type { Unit } from './unit.ts'

export const outboxUnits: readonly Unit[] = [
  {
    name: 'unwrap-events',
    context: 'outbox',
    entry: 'functions/outbox/unwrap-events.ts',
    trigger: { kind: 'relay' },
    access: [],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Wat er gebeurt, wordt niet doorgegeven: toekenningen en tellingen lopen achter.',
      en: 'What happens is not passed on: awards and counts fall behind.',
    },
  },
]
