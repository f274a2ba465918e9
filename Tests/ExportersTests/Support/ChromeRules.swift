import Testing

/// What Chrome's importer wants of a HAR (HARFormat.ts in DevTools): it throws away the whole file where one entry breaks
/// any of this.
enum ChromeRules {
    /// What a HAR breaks; empty where Chrome takes it.
    static func broken(by text: String) -> [String] {
        guard let root = JSONValue(text.filter { $0 != "\n" }), let log = root["log"] else { return ["no JSON"] }
        var broken: [String] = []
        broken += missing(log, "log", strings: ["version"], objects: ["creator"], arrays: ["pages", "entries"])
        broken += missing(log["creator"], "creator", strings: ["name", "version"])
        for entry in array(log["entries"]) { broken += Self.entry(entry) }
        return broken
    }

    private static func entry(_ entry: JSONValue) -> [String] {
        var broken = missing(
            entry, "entry", strings: ["startedDateTime", "serverIPAddress", "connection", "_resourceType"],
            numbers: ["time"], objects: ["request", "response", "cache", "timings"], arrays: ["_webSocketMessages"])
        broken += missing(
            entry["request"], "request", strings: ["method", "url", "httpVersion"],
            numbers: ["headersSize", "bodySize"], arrays: ["cookies", "headers", "queryString"])
        broken += missing(
            entry["response"], "response", strings: ["statusText", "httpVersion", "redirectURL"],
            numbers: ["status", "headersSize", "bodySize"], objects: ["content"], arrays: ["cookies", "headers"])
        broken += missing(entry["response"]?["content"], "content", strings: ["mimeType"], numbers: ["size"])
        broken += missing(entry["timings"], "timings", numbers: ["send", "wait", "receive"])
        for list in ["cookies", "headers", "queryString"] {
            for side in ["request", "response"] {
                for pair in array(entry[side]?[list]) { broken += missing(pair, list, strings: ["name", "value"]) }
            }
        }
        for message in array(entry["_webSocketMessages"]) {
            broken += missing(message, "message", strings: ["type", "data"], numbers: ["time", "opcode"])
            if ![.string("send"), .string("receive")].contains(message["type"]) { broken.append("message type") }
        }
        if case .string(let date)? = entry["startedDateTime"], !isDate(date) {
            broken.append("startedDateTime \(date)")
        }
        return broken
    }

    private static func array(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let elements)? = value { elements } else { [] }
    }

    private static func missing(
        _ value: JSONValue?, _ of: String, strings: [String] = [], numbers: [String] = [], objects: [String] = [],
        arrays: [String] = []
    ) -> [String] {
        var missing: [String] = []
        for name in strings { if case .string? = value?[name] {} else { missing.append("\(of).\(name)") } }
        for name in numbers { if case .number? = value?[name] {} else { missing.append("\(of).\(name)") } }
        for name in objects { if case .object? = value?[name] {} else { missing.append("\(of).\(name)") } }
        for name in arrays { if case .array? = value?[name] {} else { missing.append("\(of).\(name)") } }
        return missing
    }

    /// Whether JavaScript reads it as a date: the form of ECMA-262 section 21.4.1.32.
    private static func isDate(_ text: String) -> Bool {
        let shape = text.map { $0.isASCII && $0.isNumber ? "0" : String($0) }.joined()
        return shape == "0000-00-00T00:00:00.000Z"
    }
}
