import JSONText

/// What a test writes, as blocks in the order in which they came.
final class WrittenText {
    private(set) var blocks: [[UInt8]] = []
    /// How many blocks are taken before no more is wanted.
    var wanted = Int.max

    /// All bytes in order.
    var bytes: [UInt8] { Array(blocks.joined()) }
    /// All bytes as text.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes, and takes what is written to its end.
    func collect(_ write: (inout TextOutput) -> Void) {
        var output = TextOutput { [self] block in
            blocks.append(Array(block))
            return blocks.count < wanted
        }
        write(&output)
        output.flush()
    }
}

/// The text that is written.
func written(_ write: (inout TextOutput) -> Void) -> String {
    let text = WrittenText()
    text.collect(write)
    return text.string
}
