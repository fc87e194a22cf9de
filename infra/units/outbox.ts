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
      nl: 'Gebeurtenissen worden niet doorgegeven: toekenningen en tellingen lopen achter.',
      en: 'Events are not passed on: awards and counts fall behind.',
    },
  },
]
