import { describe, expect, it } from "vitest"
import { isRange, makeAddressOf, networkOf } from "../../src/index.ts"

describe("Whose request it is", () => {
  it("is the connection's address, whatever it says of itself, unless the connection is a proxy of ours", () => {
    const nobody = makeAddressOf()
    expect(nobody("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7")
    expect(nobody(undefined, "198.51.100.1")).toBeUndefined()
    const ours = makeAddressOf(["10.0.0.0/8", "::1", "2001:db8:1::/48"])
    expect(ours("10.1.2.3", "198.51.100.1")).toBe("198.51.100.1")
    expect(ours("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7")
    expect(ours("::ffff:10.1.2.3", "198.51.100.1")).toBe("198.51.100.1")
  })

  it("is read from the end of what proxies wrote, up to the first that is not ours", () => {
    const ours = makeAddressOf(["10.0.0.0/8", "192.0.2.1"])
    expect(ours("10.0.0.1", "6.6.6.6, 198.51.100.1, 192.0.2.1, 10.9.9.9")).toBe("198.51.100.1")
    expect(ours("10.0.0.1", "spoofed, 10.9.9.9")).toBe("10.9.9.9")
    expect(ours("10.0.0.1", null)).toBe("10.0.0.1")
    expect(ours("10.0.0.1", "")).toBe("10.0.0.1")
  })

  it("is counted by address, and of IPv6 by the network of 64 bits", () => {
    expect(networkOf("203.0.113.7")).toBe("203.0.113.7")
    expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7")
    expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:db8:1:2:ffff:1:2:3"))
    expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"))
  })

  it("takes addresses and ranges for its proxies, and nothing else", () => {
    for (const range of ["10.0.0.0/8", "::1", "2001:db8::/32", "192.0.2.1"]) expect(isRange(range)).toBe(true)
    for (const none of ["", "10", "localhost", "10.0.0.0/99", "*"]) expect(isRange(none)).toBe(false)
    expect(() => makeAddressOf(["localhost"])).toThrow("ipaddr")
  })
})
