extension LayerMemory {
  /// Where the rooms of the way back lie.
  struct Room {
    let slopes: UnsafeMutablePointer<Double>
    let components: UnsafeMutablePointer<Double>
    let left: UnsafeMutablePointer<Double>
    let right: UnsafeMutablePointer<Double>
    let product: UnsafeMutablePointer<Double>
    let padded: UnsafeMutablePointer<Double>
  }

  /// Calls a body with where the rooms lie; none may be empty that it uses.
  mutating func withRoom(_ body: (Room) -> Void) {
    slopes.makeRoom(1)
    components.makeRoom(1)
    left.makeRoom(1)
    right.makeRoom(1)
    product.makeRoom(1)
    padded.makeRoom(1)
    slopes.withUnsafeMutableBufferPointer { slopes in
      components.withUnsafeMutableBufferPointer { components in
        left.withUnsafeMutableBufferPointer { left in
          right.withUnsafeMutableBufferPointer { right in
            product.withUnsafeMutableBufferPointer { product in
              padded.withUnsafeMutableBufferPointer { padded in
                guard let slopes = slopes.baseAddress, let components = components.baseAddress,
                  let left = left.baseAddress, let right = right.baseAddress,
                  let product = product.baseAddress, let padded = padded.baseAddress
                else { return }
                body(
                  Room(
                    slopes: slopes, components: components, left: left, right: right,
                    product: product, padded: padded))
              }
            }
          }
        }
      }
    }
  }
}
