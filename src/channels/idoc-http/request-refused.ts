/** A request that is turned away for what stands in its head; the message is for whoever set up the sender. */
export class RequestRefused extends Error {
  override name = 'RequestRefused'
  readonly statusCode: 401 | 403 | 406 | 415

  constructor(statusCode: 401 | 403 | 406 | 415, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}
