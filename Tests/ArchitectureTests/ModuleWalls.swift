/// What each module may import. Imports only go down.
struct ModuleWalls {
    /// The system's own modules, which every module may see.
    static let everywhere: Set = ["Glibc", "Synchronization"]

    /// The modules that have Swift code, and what each of them may import beside `everywhere`.
    static let allowed: [String: Set<String>] = [
        "ByteStreams": [],
        "WebSocketWire": ["CZlib"],
        "JSONText": [],
        "Dissection": ["ByteStreams", "WebSocketWire"],
        "HTTP2Dissection": ["ByteStreams", "WebSocketWire", "Dissection", "NIOHPACK", "NIOCore"],
        "Packets": ["ByteStreams"],
        "LiveCapture": ["ByteStreams", "Packets", "CPcap"],
        "TLSDecryption": ["ByteStreams", "Crypto", "CryptoExtras", "_CryptoExtras", "FoundationEssentials"],
        "Sessions": ["ByteStreams", "WebSocketWire", "Dissection", "CSQLite"],
        "Filters": ["ByteStreams", "WebSocketWire", "Dissection", "Sessions", "JSONText", "CPCRE2"],
        "PayloadViews": ["JSONText"],
        "Exporters": [
            "ByteStreams", "WebSocketWire", "Dissection", "Sessions", "PayloadViews", "JSONText",
            "FoundationEssentials",
        ],
        "Interception": ["ByteStreams", "WebSocketWire", "Dissection", "Filters"],
        "ProxyCertificates": [
            "ByteStreams", "NIOCore", "NIOSSL", "X509", "SwiftASN1", "Crypto", "FoundationEssentials",
        ],
        "ProxyServer": [
            "ByteStreams", "Dissection", "HTTP2Dissection", "Interception", "NIOCore", "NIOPosix", "NIOSSL", "NIOTLS",
            "X509", "SwiftASN1", "Crypto", "FoundationEssentials", "CLinux",
        ],
        "TextScreen": [],
        "InspectorUI": [
            "ByteStreams", "WebSocketWire", "JSONText", "Dissection", "Sessions", "Filters", "PayloadViews",
            "TextScreen",
        ],
        "DemoTraffic": ["ByteStreams", "WebSocketWire"],
        "CursesTerminal": ["TextScreen", "CNCurses"],
        "wscope": [
            "ByteStreams", "WebSocketWire", "JSONText", "Dissection", "HTTP2Dissection", "Packets", "LiveCapture",
            "TLSDecryption", "Sessions", "Filters", "PayloadViews", "Exporters", "Interception", "ProxyServer",
            "TextScreen",
            "InspectorUI", "DemoTraffic", "CursesTerminal", "ArgumentParser", "FoundationEssentials", "CZlib", "CLinux",
        ],
    ]

    /// The modules that a Swift file imports.
    static func imports(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" })[...]
            while let word = words.first, word.hasPrefix("@") || levels.contains(word) { words.removeFirst() }
            guard words.popFirst() == "import" else { return nil }
            if let word = words.first, kinds.contains(word) { words.removeFirst() }
            return words.first.map { String($0.prefix { $0 != "." && $0 != "/" }) }
        }
    }

    /// What a module's file imports although it must not, or all of it where the module is not in the plan.
    static func breaches(in text: String, of module: String) -> [String] {
        let allowed = allowed[module] ?? []
        return imports(in: text).filter { !allowed.contains($0) && !everywhere.contains($0) }
    }

    private static let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
    ]
}
