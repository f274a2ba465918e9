import Testing

struct ModuleWallsTests {
    @Test(arguments: [
        ("import Glibc", ["Glibc"]),
        ("package import ByteStreams", ["ByteStreams"]),
        ("@_exported public import Dissection", ["Dissection"]),
        ("  @preconcurrency import NIOCore", ["NIOCore"]),
        ("import struct FoundationEssentials.Data", ["FoundationEssentials"]),
        ("import A; let b = 1\nimport B // for c", ["A", "B"]),
        ("// import Glibc\nlet important = 1\n/// import nothing", []),
    ])
    func `imports are found however they are written`(_ text: String, _ expected: [String]) {
        #expect(ModuleWalls.imports(in: text) == expected)
    }

    @Test(arguments: [
        ("Packets", "import WebSocketWire"), ("WebSocketWire", "import ByteStreams"),
        ("WebSocketWire", "import Foundation"),
        ("ByteStreams", "import Packets"), ("Dissection", "package import Packets"), ("Dissection", "import CZlib"),
        ("wscope", "import Foundation"), ("JSONText", "import FoundationEssentials"),
        ("InspectorUI", "import CNCurses"),
        ("NotPlanned", "import ByteStreams"),
    ])
    func `an import against the plan is found`(_ module: String, _ text: String) {
        #expect(ModuleWalls.breaches(in: text, of: module).count == 1)
    }

    @Test
    func `an import that the plan allows is no breach`() {
        #expect(ModuleWalls.breaches(in: "import CZlib\nimport Glibc", of: "WebSocketWire").isEmpty)
    }

    @Test
    func `imports only go down`() {
        for (module, below) in ModuleWalls.allowed {
            for lower in below {
                #expect(!reaches(from: lower, to: module), "\(lower) and \(module) import each other")
            }
        }
    }

    private func reaches(from module: String, to goal: String) -> Bool {
        module == goal || (ModuleWalls.allowed[module] ?? []).contains { reaches(from: $0, to: goal) }
    }

    @Test
    func `no module imports what it must not`() throws {
        let files = try Repository.here.swiftFiles(below: "Sources")
        try #require(!files.isEmpty)
        for file in files {
            #expect(ModuleWalls.allowed[file.module] != nil, "\(file.path): a module that is not in the plan")
            #expect(ModuleWalls.breaches(in: file.text, of: file.module) == [], "\(file.path)")
        }
    }
}
