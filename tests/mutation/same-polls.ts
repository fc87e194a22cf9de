// Every mutant is tested with the same polls. The first failing poll is enough, so it is not shrunk.
import fc from 'fast-check'

fc.configureGlobal({ seed: 20_261_124, endOnFailure: true })
