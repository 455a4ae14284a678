import { isIPv6 } from "node:net";

/** The network of an address: its first 24 bits, or 48 in IPv6, which is what an organisation or a neighbourhood shares. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+)\.\d+$/i.exec(ip);
  if (mapped !== null) return mapped[1] ?? ip;
  if (!isIPv6(ip)) return ip.split(".").slice(0, 3).join(".");
  const [head = "", tail] = ip.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
