/// A key of the config, except for those of the keyboard: how it is read into the settings and out of them.
struct ConfigKey: Sendable {
    /// The table and the key.
    let path: [String]
    /// What the settings say.
    let value: @Sendable (InspectorSettings) -> TOMLValue
    /// Takes a value into the settings; gives what is wrong with it.
    let take: @Sendable (TOMLValue, inout InspectorSettings) -> [String]

    /// The tables.
    static let tables = ["connections", "messages", "keys", "history", "hint", "look"]

    /// All of them.
    static let all: [ConfigKey] = [
        ConfigKey(
            path: ["connections", "columns"], value: { .strings($0.columns.map(\.rawValue)) }, take: takeColumns),
        choice("connections", "sort", \.sortColumn),
        flag("connections", "reversed", \.isReversed),
        choice("messages", "time", \.timeFormat),
        flag("messages", "hide-control", \.hidesControl),
        strings("history", "filter", \.filterHistory),
        strings("history", "search", \.searchHistory),
        flag("hint", "seen", \.hasSeenHint),
        choice("look", "colours", \.colours),
        flag("look", "mouse", \.usesMouse),
    ]

    private typealias Place<Value> = any WritableKeyPath<InspectorSettings, Value> & Sendable

    private static func flag(_ table: String, _ key: String, _ place: Place<Bool>) -> ConfigKey {
        ConfigKey(path: [table, key]) {
            .boolean($0[keyPath: place])
        } take: { value, settings in
            guard case .boolean(let flag) = value else { return ["“\(key)” is true or false, without quotation marks"] }
            settings[keyPath: place] = flag
            return []
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ table: String, _ key: String, _ place: Place<Choice>
    ) -> ConfigKey where Choice.RawValue == String {
        ConfigKey(path: [table, key]) {
            .string($0[keyPath: place].rawValue)
        } take: { value, settings in
            let words = Choice.allCases.map(\.rawValue)
            guard case .string(let word) = value else {
                return ["“\(key)” is a word in quotation marks, one of \(words.joined(separator: ", "))"]
            }
            guard let choice = Choice(rawValue: word) else {
                return [InspectorConfig.unknown(word, "value of “\(key)”", words)]
            }
            settings[keyPath: place] = choice
            return []
        }
    }

    private static func strings(_ table: String, _ key: String, _ place: Place<[String]>) -> ConfigKey {
        ConfigKey(path: [table, key]) {
            .strings($0[keyPath: place])
        } take: { value, settings in
            guard case .strings(let strings) = value else { return ["“\(key)” is a list of texts: [\"…\", \"…\"]"] }
            settings[keyPath: place] = Array(strings.suffix(InspectorSettings.longestHistory))
            return []
        }
    }

    @Sendable private static func takeColumns(_ value: TOMLValue, _ settings: inout InspectorSettings) -> [String] {
        guard case .strings(let names) = value else {
            return ["“columns” is a list of names: [\"number\", \"state\"]"]
        }
        var remarks: [String] = []
        var columns: [ConnectionColumn] = []
        for name in names {
            if let column = ConnectionColumn(rawValue: name) {
                if columns.contains(column) {
                    remarks.append("the column “\(name)” stands there twice: remove one")
                } else {
                    columns.append(column)
                }
            } else {
                remarks.append(InspectorConfig.unknown(name, "column", ConnectionColumn.allCases.map(\.rawValue)))
            }
        }
        if !columns.isEmpty { settings.columns = columns }
        return remarks
    }
}
