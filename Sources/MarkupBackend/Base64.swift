/// Bytes in the 64 characters of RFC 4648, section 4, padded with `=`.
func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { output in
    var end = 0
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = UInt32(bytes[start]) << 16
      if count > 1 { group |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[start + 2]) }
      for position in 0..<4 {
        let digit = Int(group >> (18 - 6 * UInt32(position))) & 63
        output.initializeElement(
          at: end, to: position <= count ? alphabet[digit] : UInt8(ascii: "="))
        end += 1
      }
    }
    return end
  }
}
