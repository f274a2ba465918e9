import ByteStreams
import Testing

@testable import TLSDecryption

struct StreamPlacesTests {
    @Test func `a stream that outlives its connection keeps its place, and the next one has another`() {
        var places = StreamPlaces()
        let (first, second) = (StreamID(slot: 0, serial: 0), StreamID(slot: 0, serial: 1))
        #expect(places.begin(first) == 0)
        places.leave(first)
        #expect(places.place(of: second) == nil)
        #expect(places.begin(second) == 1)
        #expect(places.place(of: second) == 1)
        places.release(0)
        #expect(places.begin(StreamID(slot: 7, serial: 2)) == 0)
        #expect(places.count == 2)
    }

    @Test func `absurd slots have no place`() {
        var places = StreamPlaces()
        for slot in [-1, .min] {
            let stream = StreamID(slot: slot, serial: 0)
            #expect(places.begin(stream) == nil)
            #expect(places.place(of: stream) == nil)
            places.leave(stream)
        }
        #expect(places.place(of: StreamID(slot: .max, serial: 0)) == nil)
    }
}
