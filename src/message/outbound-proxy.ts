/** The proxy that a network wants between Landbridge and what is asked by https://. */
export interface OutboundProxy {
  /** With user and password, where it wants them: http://user:password@proxy.contoso.com:8080 */
  readonly url: string
  /** What is asked directly all the same, as NO_PROXY has it: names, ends of names, addresses, separated by commas. */
  readonly except: string
}

/** Its host and port, for sentences: its password is nobody's business. */
export function proxyName({ url }: OutboundProxy): string {
  return new URL(url).host
}
