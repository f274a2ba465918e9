import JSONText
import Testing
import WebSocketWire

@testable import Exporters

struct TroubleTextTests {
    private func text(_ write: (inout TextOutput) -> Void) -> String {
        final class Gathered { var bytes: [UInt8] = [] }
        let gathered = Gathered()
        var output = TextOutput {
            gathered.bytes += $0
            return true
        }
        write(&output)
        output.flush()
        return String(decoding: gathered.bytes, as: UTF8.self)
    }

    @Test func `holes are pairs of offset and length`() {
        #expect(text { TroubleText.write([] as [Hole], to: &$0) } == "[]")
        let holes = [Hole(offset: 0, length: 3), Hole(offset: .max, length: 1)]
        #expect(text { TroubleText.write(holes, to: &$0) } == "[[0,3],[18446744073709551615,1]]")
    }

    @Test func `doubts are told by name`() {
        #expect(text { TroubleText.write([] as Doubt, to: &$0) } == "[]")
        #expect(
            text { TroubleText.write([.notInflated, .resynchronised], to: &$0) }
                == #"["resynchronised","not-inflated"]"#)
    }
}
