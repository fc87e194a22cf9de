import * as z from 'zod'
import { type Brand, branded } from './brand.ts'

/** Euro cents, a whole number from 0 to 10¹² (ten billion euros). */
export type Cents = Brand<number, 'Cents'>
export const Cents = branded(z.int().min(0).max(1_000_000_000_000), 'Cents')
