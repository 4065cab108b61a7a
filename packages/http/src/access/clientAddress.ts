/**
 * Whose request it is by its network address, as far as that can be believed: a proxy we trust says whom it asks for, and
 * what anybody else says of himself is not looked at.
 */
import ipaddr from "ipaddr.js"

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** From the address a connection comes from, and its `X-Forwarded-For`. */
export type AddressOf = (
  peer: string | undefined,
  forwardedFor: string | null | undefined,
) => string | undefined

/** Whether the text is an address or a range, `10.0.0.0/8`. */
export const isRange = (text: string): boolean => parsed(text) !== undefined || ipaddr.isValidCIDR(text)

/**
 * `X-Forwarded-For` is read from its end, where our own proxies write, up to the first address that is none of `trusted`
 * (addresses and ranges). Throws for a range that is none.
 */
export const makeAddressOf = (trusted: ReadonlyArray<string> = []): AddressOf => {
  const ranges = trusted.map(rangeOf)
  const isTrusted = (address: Address) =>
    ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits))
  return (peer, forwardedFor) => {
    const first = peer === undefined ? undefined : parsed(peer)
    if (first === undefined) return undefined
    const hops = (forwardedFor ?? "").split(",").reverse()
    let address = first
    for (const hop of hops) {
      if (!isTrusted(address)) break
      const next = parsed(hop.trim())
      if (next === undefined) break
      address = next
    }
    return address.toString()
  }
}

/** What is counted as one caller: an address, or of IPv6 the network of 64 bits that one subscriber has. */
export const networkOf = (address: string): string => {
  const found = parsed(address)
  if (found === undefined || found.kind() === "ipv4") return found?.toString() ?? address
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${found.toString()}/64`).toString()}/64`
}

/** An IPv4 address written as an IPv6 one is what it stands for. */
function parsed(text: string): Address | undefined {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
  return isAddress ? ipaddr.process(text) : undefined
}

function rangeOf(text: string): readonly [Address, number] {
  const address = parsed(text)
  if (address !== undefined) return [address, address.kind() === "ipv4" ? 32 : 128]
  return ipaddr.parseCIDR(text)
}
