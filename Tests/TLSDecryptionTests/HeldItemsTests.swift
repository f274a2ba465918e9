import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct HeldItemsTests {
    @Test func `items come out in order, with what was put back in front`() {
        var held = HeldItems()
        held.append(.bytes([1, 2, 3]), serial: 1, at: Trace8448.time(1))
        held.append(.finished, serial: 2, at: Trace8448.time(2))
        #expect(held.count == 131 && held.first?.serial == 1)
        guard let first = held.takeFirst() else {
            Issue.record("nothing was held")
            return
        }
        #expect(held.count == 64)
        held.restore(first.item, serial: first.serial, at: first.time)
        held.insertBehindFirst(.gap(7), serial: 9, at: Trace8448.time(1))
        #expect(held.count == 195)
        #expect([held.takeFirst()?.serial, held.takeFirst()?.serial, held.takeFirst()?.serial] == [1, 9, 2])
        #expect(held.isEmpty && held.count == 0 && held.takeFirst() == nil)
    }

    @Test func `it is a queue with two ends in front, however it is used`() {
        var random = SeededRandom(seed: 3)
        var held = HeldItems()
        var model: [Int] = []
        for serial in 0..<20_000 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<4:
                held.append(.lost, serial: serial, at: Trace8448.time(0))
                model.append(serial)
            case 4:
                held.restore(.lost, serial: serial, at: Trace8448.time(0))
                model.insert(serial, at: 0)
            case 5:
                held.insertBehindFirst(.lost, serial: serial, at: Trace8448.time(0))
                model.insert(serial, at: min(1, model.count))
            default:
                #expect(held.takeFirst()?.serial == model.first)
                if !model.isEmpty { model.removeFirst() }
            }
            #expect(held.isEmpty == model.isEmpty && held.count == 64 * model.count)
        }
        while let entry = held.takeFirst() { #expect(entry.serial == model.removeFirst()) }
        #expect(model == [])
    }
}
