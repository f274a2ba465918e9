import Testing
import TextScreen

@testable import InspectorUI

struct KeyMapTests {
    private static let all = ScreenKind.allCases

    @Test(arguments: Action.allCases)
    func `every action is bound, and has help`(_ action: Action) throws {
        let bindings = KeyMap().bindings.filter { $0.action == action }
        let binding = try #require(bindings.first)
        #expect(bindings.count == 1 && !binding.keys.isEmpty && !binding.help.isEmpty)
        for key in binding.keys { #expect(Key(name: key.name) == key) }
    }

    @Test(arguments: ScreenKind.allCases)
    func `no key means two things on a screen`(_ screen: ScreenKind) {
        let map = KeyMap()
        let keys = map.bindings(on: screen).flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        for binding in map.bindings(on: screen) {
            for key in binding.keys { #expect(map.action(for: key, on: screen) == binding.action) }
        }
    }

    @Test func `a rebound key leaves its old meaning and action`() {
        let map = KeyMap(rebound: [.filter: [.character("x")], .mark: []])
        #expect(map.action(for: .character("x"), on: .connections) == .filter)
        #expect(map.action(for: .character("f"), on: .connections) == nil)
        #expect(map.action(for: .character(" "), on: .connections) == nil)
        #expect(map.keyName(of: .filter) == "x" && map.keyName(of: .mark).isEmpty)
        #expect(map.bindings(on: .connections).allSatisfy { !$0.keys.isEmpty })
    }

    @Test func `a key of another screen means nothing`() {
        #expect(KeyMap().action(for: .character("v"), on: .connections) == nil)
    }
}
