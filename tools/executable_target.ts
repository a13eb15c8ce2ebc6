/** Which platform an executable is for, as its first bytes say. */
import type { Target } from "./compile_arguments.ts";

/**
 * The target that these first 64 or more bytes of an executable are for; undefined for any other file.
 *
 * Sources: ELF's `e_machine` (https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html) and Mach-O's `cputype`
 * (`mach/machine.h`). Of Windows there is one target, so `MZ` is enough.
 */
export function executableTarget(header: Uint8Array): Target | undefined {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.byteLength < 64) return undefined;
  if (view.getUint32(0) === 0x7f454c46) return LINUX.get(view.getUint16(18, true));
  if (view.getUint32(0, true) === 0xfeedfacf) return MAC.get(view.getUint32(4, true));
  return view.getUint16(0) === 0x4d5a ? "x86_64-pc-windows-msvc" : undefined;
}

const LINUX: ReadonlyMap<number, Target> = new Map([
  [0x3e, "x86_64-unknown-linux-gnu"],
  [0xb7, "aarch64-unknown-linux-gnu"],
]);

const MAC: ReadonlyMap<number, Target> = new Map([
  [0x01000007, "x86_64-apple-darwin"],
  [0x0100000c, "aarch64-apple-darwin"],
]);
