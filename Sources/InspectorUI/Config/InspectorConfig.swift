import TextScreen

/// The settings as they stand in the config, in TOML.
package enum InspectorConfig {
    /// The settings that a text says, and what is wrong in it, for people. Whatever is wrong leaves the usual setting.
    package static func read(_ text: String) -> (InspectorSettings, [String]) {
        let toml = TOMLText(text)
        var settings = InspectorSettings()
        var remarks = toml.problems.map { (line: $0.line, words: $0.words) }
        var seen: Set<[String]> = []
        for table in toml.tables
        where !table.path.isEmpty && !ConfigKey.tables.contains(table.path.joined(separator: ".")) {
            remarks.append((table.line, unknown(table.path.joined(separator: "."), "table", ConfigKey.tables)))
        }
        for entry in toml.entries where seen.insert(entry.path).inserted {
            guard let value = entry.value, entry.path.count == 2, ConfigKey.tables.contains(entry.path[0]) else {
                if entry.path.count == 1 {
                    remarks.append((entry.line, "“\(entry.path[0])” stands in no table: it belongs below a [table]"))
                }
                continue
            }
            let words =
                entry.path[0] == "keys"
                ? bind(entry.path[1], value, &settings) : take(entry.path, value, &settings)
            remarks += words.map { (entry.line, $0) }
        }
        return (settings, remarks.sorted { $0.line < $1.line }.map { "line \($0.line): \($0.words)" })
    }

    /// A text with other settings; whatever else stands in it stays.
    package static func write(_ settings: InspectorSettings, over text: String) -> String {
        var toml = TOMLText(text)
        let present = read(text).0
        for key in ConfigKey.all where key.value(settings) != key.value(present) {
            toml.set(key.path, key.value(settings))
        }
        for action in Action.allCases where settings.keys[action] != present.keys[action] {
            toml.set(["keys", action.rawValue], settings.keys[action].map { .strings($0.map(\.name)) })
        }
        return toml.text
    }

    private static func take(_ path: [String], _ value: TOMLValue, _ settings: inout InspectorSettings) -> [String] {
        guard let key = ConfigKey.all.first(where: { $0.path == path }) else {
            return [
                unknown(
                    path[1], "key of [\(path[0])]", ConfigKey.all.filter { $0.path[0] == path[0] }.map { $0.path[1] })
            ]
        }
        return key.take(value, &settings)
    }

    private static func bind(_ name: String, _ value: TOMLValue, _ settings: inout InspectorSettings) -> [String] {
        guard let action = Action(rawValue: name) else {
            return [unknown(name, "action", Action.allCases.map(\.rawValue))]
        }
        let names: [String]
        switch value {
        case .strings(let list): names = list
        case .string(let one): names = [one]
        case .boolean, .integer, .other: return ["“\(name)” takes a list of keys, such as [\"x\", \"F2\"]"]
        }
        var remarks: [String] = []
        var keys: [Key] = []
        for name in names {
            guard let key = Key(name: name) else {
                remarks.append(unknown(name, "key", NearestWord.keys))
                continue
            }
            if let other = settings.keys.first(where: { $0.value.contains(key) })?.key {
                remarks.append("\(key.name) is bound to “\(other.rawValue)” already, which counts: take another")
            } else if keys.contains(key) {
                remarks.append("\(key.name) stands there twice: remove one")
            } else {
                keys.append(key)
            }
        }
        if !keys.isEmpty || names.isEmpty { settings.keys[action] = keys }
        return remarks
    }

    static func unknown(_ name: String, _ what: String, _ known: [String]) -> String {
        let nearest = NearestWord.to(name, in: known).map { "did you mean “\($0)”?" }
        return "“\(name)” is no \(what): \(nearest ?? "known are \(known.prefix(20).joined(separator: ", "))")"
    }
}
