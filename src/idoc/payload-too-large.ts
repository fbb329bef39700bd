import { Rejected } from '../message/errors.ts'

/** A packet, or one IDoc in it, is larger than this Landbridge takes. */
export class PayloadTooLarge extends Rejected {
  override name = 'PayloadTooLarge'
}
