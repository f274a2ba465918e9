import Testing
import WebSocketWire

@testable import InspectorUI

struct HexMapTests {
    @Test(arguments: [4, 8, 16])
    func `every byte of the payload and of the headers has one place, in order`(_ perRow: Int) {
        let headers = [5, 0, 200].map {
            FrameHeader(first: 0x02, second: $0 < 126 ? UInt8($0) : 126, length: UInt64($0), key: 0)
        }
        let map = HexMap(payload: 205, frames: headers, isExact: true, perRow: perRow)
        var payload = 0
        for row in 0..<map.rowCount {
            guard let (segment, bytes) = map.row(row) else {
                Issue.record("row \(row) is missing")
                continue
            }
            #expect(bytes.count <= perRow)
            if case .payload = segment.kind {
                #expect(bytes.lowerBound == payload)
                payload = bytes.upperBound
            }
        }
        #expect(payload == 205)
        #expect(map.row(map.rowCount) == nil && map.row(-1) == nil)
    }
}
